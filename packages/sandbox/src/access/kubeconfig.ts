import { stringify } from 'yaml';
import { SANDBOX_USERS } from './users';

/**
 * One kubeconfig for both clusters. A cluster's own name is the admin's context, as kubectl users
 * expect; `<cluster>-reader` and `<cluster>-writer` are the portal's two credentials.
 */
export function sandboxKubeconfig(
  clusters: Array<{ name: string; server: string }>,
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
    users: SANDBOX_USERS.map(({ name, token }) => ({ name, user: { token } })),
    contexts: clusters.flatMap(cluster =>
      SANDBOX_USERS.map(user => ({
        name:
          user.access === 'admin'
            ? cluster.name
            : `${cluster.name}-${user.access}`,
        context: { cluster: cluster.name, user: user.name },
      })),
    ),
  });
}
