import { deploymentNames } from '../spec/deploymentNames';
import type { KasmDeploymentSpec } from '../spec/KasmDeploymentSpec';
import { certificate } from './certificate';
import { chartValues } from './chartValues';
import { objectStore, scheduledBackup } from './databaseBackup';
import { databaseCluster } from './databaseCluster';
import { databaseLogins, databaseSecret } from './databaseSecrets';
import { ingressRoute } from './ingressRoute';
import type { Manifest } from './Manifest';
import { kasmNamespace } from './namespaces';
import { serversTransport } from './serversTransport';
import { traefikTimeout } from './traefikTimeout';

/** Stands where somebody must put a password before applying the tree. */
const PLACEHOLDER = 'CHANGEME';

/**
 * A deployment as the files of the platform's repository: path → YAML documents. For the name `kasm`
 * they are the documented ones, `services/kasm/…`. No file has a secret value.
 *
 * @public
 */
export function renderTree(
  spec: KasmDeploymentSpec,
): Record<string, readonly object[]> {
  const names = deploymentNames(spec);
  const folder = `services/${spec.name}`;
  const backup = present([objectStore(spec), scheduledBackup(spec)]);
  return {
    [`${folder}/kustomization.yaml`]: [kustomization()],
    [`${folder}/namespace.yaml`]: [kasmNamespace(spec)],
    [`${folder}/${names.release}-values.yaml`]: [
      chartValues(spec, { initialize: true }),
    ],
    [`${folder}/certificate.yaml`]: [certificate(spec)],
    [`${folder}/ingressroute.yaml`]: present([
      serversTransport(spec),
      ingressRoute(spec),
    ]),
    [`${folder}/traefik-timeout-helmchartconfig.yaml`]: [
      traefikTimeout(spec.ingress.entryPoint),
    ],
    [`${folder}/postgres/secret.yaml`]: placeholderSecrets(spec),
    [`${folder}/postgres/${names.databaseCluster}-cluster.yaml`]: [
      databaseCluster(spec),
    ],
    ...(backup.length > 0 && {
      [`${folder}/postgres/${names.databaseCluster}-scheduled-backup.yaml`]:
        backup,
    }),
  };
}

/** The database and its Secrets are applied first and by hand, as documented. */
function kustomization(): object {
  return {
    apiVersion: 'kustomize.config.k8s.io/v1beta1',
    kind: 'Kustomization',
    resources: ['namespace.yaml', 'certificate.yaml', 'ingressroute.yaml'],
  };
}

function placeholderSecrets(spec: KasmDeploymentSpec): object[] {
  return databaseLogins(spec).flatMap(login =>
    [...new Set([login.databaseNamespace, login.kasmNamespace])].map(
      namespace => {
        const { data: _, ...secret } = databaseSecret(
          spec,
          login,
          namespace,
          PLACEHOLDER,
        );
        return {
          ...secret,
          stringData: { username: login.username, password: PLACEHOLDER },
        };
      },
    ),
  );
}

function present(manifests: Array<Manifest | undefined>): Manifest[] {
  return manifests.filter(manifest => manifest !== undefined);
}
