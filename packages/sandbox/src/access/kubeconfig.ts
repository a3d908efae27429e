import { stringify } from 'yaml';
import { SANDBOX_ACCESS, sandboxToken } from './users';

/**
 * One kubeconfig for both clusters. A cluster's own name is the admin's context, as kubectl users
 * expect; `<cluster>-reader` and `<cluster>-writer` are the portal's two credentials.
 */
export function sandboxKubeconfig(
  clusters: Array<{ name: string; server: string; tokenSuffix: string }>,
  caPem: string,
): string {
  const authority = Buffer.from(caPem).toString('base64');
  return stringify({
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': clusters[0].name,
    clusters: clusters.map(({ name, server }) => ({
      name,
      cluster: { server, 'certificate-authority-data': authority },
    })),
    // A user for each cluster: one may renew its tokens when another does not.
    users: clusters.flatMap(cluster =>
      SANDBOX_ACCESS.map(access => ({
        name: `${cluster.name}-${access}`,
        user: { token: `${sandboxToken(access)}${cluster.tokenSuffix}` },
      })),
    ),
    contexts: clusters.flatMap(cluster =>
      SANDBOX_ACCESS.map(access => ({
        name: access === 'admin' ? cluster.name : `${cluster.name}-${access}`,
        context: { cluster: cluster.name, user: `${cluster.name}-${access}` },
      })),
    ),
  });
}
