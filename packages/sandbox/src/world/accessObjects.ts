import type { PolicyRule } from '../apiserver/access/PolicyRule';
import type { NewObject } from '../apiserver/ClusterStore';
import { SEEDED } from './SeededDeployment';

const GROUP = 'rbac.authorization.k8s.io';
const READ = 'get list watch';
const OWN = 'get list watch create patch delete';
const ISSUER = 'vault-issuer';
const TRAEFIK = 'rke2-traefik';

/** `allow('apps', 'deployments', 'get list', ['cnpg-controller-manager'])`. */
const allow = (
  group: string,
  resources: string,
  verbs: string,
  resourceNames?: string[],
): PolicyRule => ({
  apiGroups: [group],
  resources: resources.split(' '),
  ...(resourceNames ? { resourceNames } : {}),
  verbs: verbs.split(' '),
});

/** A ServiceAccount of the portal. */
interface Account {
  name: 'kasm-portal-reader' | 'kasm-portal-writer';
  namespace: string;
}

const account = ({ name, namespace }: Account): NewObject => ({
  apiVersion: 'v1',
  kind: 'ServiceAccount',
  metadata: { name, namespace },
});

/** Rules for an account, in one namespace or in the whole cluster, under its name or another. */
function grant(
  to: Account,
  namespace: string | undefined,
  rules: PolicyRule[],
  name: string = to.name,
): NewObject[] {
  const cluster = namespace ? '' : 'Cluster';
  const metadata = { name, ...(namespace ? { namespace } : {}) };
  const apiVersion = `${GROUP}/v1`;
  return [
    { apiVersion, kind: `${cluster}Role`, metadata, rules },
    {
      apiVersion,
      kind: `${cluster}RoleBinding`,
      metadata,
      roleRef: { apiGroup: GROUP, kind: `${cluster}Role`, name },
      subjects: [
        { kind: 'ServiceAccount', name: to.name, namespace: to.namespace },
      ],
    },
  ];
}

const reader: Account = {
  name: 'kasm-portal-reader',
  namespace: SEEDED.systemNamespace,
};
const writer: Account = { ...reader, name: 'kasm-portal-writer' };
const agentReader: Account = { ...reader, namespace: SEEDED.agentNamespace };
const agentWriter: Account = { ...writer, namespace: SEEDED.agentNamespace };

const PORTAL_NAMESPACES = [
  SEEDED.systemNamespace,
  SEEDED.namespace,
  SEEDED.databaseNamespace,
];

/** What the reader may see of a control plane. */
const READ_KASM = [
  allow('', 'pods services persistentvolumeclaims events resourcequotas', READ),
  allow('discovery.k8s.io', 'endpointslices', READ),
  allow('apps', 'deployments replicasets statefulsets', READ),
  allow('batch', 'jobs', READ),
  allow('', 'pods/log', 'get'),
  allow('cert-manager.io', 'certificates certificaterequests', READ),
  allow('traefik.io', 'ingressroutes serverstransports', READ),
  allow('gateway.networking.k8s.io', 'httproutes', READ),
];

/** What the reader may see of a database. */
const READ_DATABASE = [
  allow('postgresql.cnpg.io', 'clusters backups scheduledbackups', READ),
  allow('barmancloud.cnpg.io', 'objectstores', READ),
  allow('', 'pods services persistentvolumeclaims events resourcequotas', READ),
  allow('discovery.k8s.io', 'endpointslices', READ),
  allow('batch', 'jobs', READ),
  allow('policy', 'poddisruptionbudgets', READ),
  allow('', 'pods/log', 'get'),
];

const logins = (names?: string[]) => [
  allow('', 'secrets', 'create'),
  allow('', 'secrets', 'get patch delete', names),
];

/** What the writer may do to a control plane whose logins have these names. */
const writeKasm = (secrets?: string[]) => [
  ...logins(secrets),
  allow('cert-manager.io', 'certificates', OWN),
  allow('cert-manager.io', 'certificaterequests', READ),
  allow('traefik.io', 'ingressroutes serverstransports', OWN),
  allow('apps', 'deployments', 'get list watch patch'),
  allow('', 'pods services events', READ),
  allow('batch', 'jobs', 'get list watch delete'),
];

/** What the writer may do to a database whose objects have these names. */
const writeDatabase = (
  secrets?: string[],
  databases?: string[],
  stores?: string[],
) => [
  ...logins(secrets),
  allow(
    'postgresql.cnpg.io',
    'clusters scheduledbackups backups',
    'get list watch create',
  ),
  allow(
    'postgresql.cnpg.io',
    'clusters scheduledbackups backups',
    'patch delete',
    databases,
  ),
  allow('barmancloud.cnpg.io', 'objectstores', 'get list watch create'),
  allow('barmancloud.cnpg.io', 'objectstores', 'patch delete', stores),
  allow('', 'pods services events', READ),
  allow('batch', 'jobs', READ),
];

/**
 * The portal's two ServiceAccounts and what they may do outside of deployments. With `deploymentAccess`
 * this is what the portal's shipped manifests grant.
 */
export function portalAccess(): NewObject[] {
  const { systemNamespace } = SEEDED;
  return [
    account(reader),
    account(writer),
    ...grant(reader, systemNamespace, [
      allow('', 'configmaps', READ),
      allow('helm.cattle.io', 'helmcharts helmchartconfigs', READ),
      allow('batch', 'jobs', READ),
      allow('', 'pods', READ),
      allow('', 'pods/log', 'get'),
    ]),
    ...grant(reader, 'cnpg-system', [
      allow('apps', 'deployments', READ, ['cnpg-controller-manager']),
    ]),
    ...grant(reader, 'kube-system', [
      allow('apps', 'daemonsets deployments', READ, [TRAEFIK]),
      allow('', 'services', READ, [TRAEFIK]),
      allow('helm.cattle.io', 'helmchartconfigs', READ, [TRAEFIK]),
    ]),
    ...grant(reader, undefined, [
      allow('', 'namespaces', 'get', PORTAL_NAMESPACES),
      allow('cert-manager.io', 'clusterissuers', READ, [ISSUER]),
    ]),
    ...grant(writer, systemNamespace, [
      allow('', 'configmaps', OWN),
      allow('helm.cattle.io', 'helmcharts', OWN),
      allow('helm.cattle.io', 'helmchartconfigs', READ),
      allow('batch', 'jobs', 'get list watch delete'),
      allow('', 'pods', READ),
      allow('', 'pods/log', 'get'),
    ]),
    ...grant(writer, 'kube-system', [
      allow('apps', 'daemonsets', 'get', [TRAEFIK]),
    ]),
    ...grant(writer, undefined, [
      allow('', 'namespaces', 'get', PORTAL_NAMESPACES),
      allow('apiextensions.k8s.io', 'customresourcedefinitions', 'get', [
        'helmcharts.helm.cattle.io',
      ]),
      allow('cert-manager.io', 'clusterissuers', 'get', [ISSUER]),
      allow('storage.k8s.io', 'storageclasses', 'get list'),
    ]),
  ];
}

/** What the two may do in the namespaces of the seeded deployment, which have to be there. */
export function deploymentAccess(): NewObject[] {
  const { namespace, databaseNamespace, databaseCluster } = SEEDED;
  const secrets = [SEEDED.credentials, SEEDED.superuser];
  return [
    ...grant(reader, namespace, READ_KASM),
    ...grant(reader, databaseNamespace, READ_DATABASE),
    ...grant(writer, namespace, writeKasm(secrets)),
    ...grant(
      writer,
      databaseNamespace,
      writeDatabase(
        secrets,
        [databaseCluster, SEEDED.scheduledBackup, `${databaseCluster}-first`],
        [SEEDED.objectStore],
      ),
    ),
  ];
}

/** Name of what lets the portal make deployments under any name. */
export const ANY_NAMESPACE = 'sandbox-any-namespace';

/**
 * The shipped manifests name each deployment's namespaces, and have an administrator make them first.
 * Whoever tries the portal out wants to choose names: here the same rules go for every namespace, and
 * the writer may make some. Without these two bindings the portal has what the manifests grant.
 */
export function anyNamespaceAccess(): NewObject[] {
  return [
    ...grant(
      reader,
      undefined,
      [allow('', 'namespaces', 'get'), ...READ_KASM, ...READ_DATABASE],
      `${ANY_NAMESPACE}-reader`,
    ),
    ...grant(
      writer,
      undefined,
      [
        allow('', 'namespaces', 'get create'),
        ...writeKasm(),
        ...writeDatabase(),
      ],
      `${ANY_NAMESPACE}-writer`,
    ),
  ];
}

const READ_AGENTS = [
  allow('kubevirt.io', 'virtualmachines virtualmachineinstances', READ),
  allow('', 'events', READ),
];

const WRITE_AGENTS = [
  allow('kubevirt.io', 'virtualmachines', 'get create patch delete'),
  allow('', 'secrets', 'create get patch delete'),
  allow('', 'namespaces', 'get'),
];

/** What the portal's accounts may do where the agents live, on Harvester. */
export function agentAccess(): NewObject[] {
  const { agentNamespace } = SEEDED;
  return [
    account(agentReader),
    account(agentWriter),
    ...grant(agentReader, agentNamespace, READ_AGENTS),
    ...grant(agentWriter, agentNamespace, WRITE_AGENTS),
  ];
}

/** The same in every namespace, for the agents of a fleet. */
export function fleetAccess(): NewObject[] {
  return [
    ...grant(agentReader, undefined, READ_AGENTS, `${ANY_NAMESPACE}-reader`),
    ...grant(agentWriter, undefined, WRITE_AGENTS, `${ANY_NAMESPACE}-writer`),
  ];
}
