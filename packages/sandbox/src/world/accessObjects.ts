import type { PolicyRule } from '../apiserver/access/PolicyRule';
import type { NewObject } from '../apiserver/ClusterStore';
import { SEEDED } from './SeededDeployment';

const GROUP = 'rbac.authorization.k8s.io';
const READ = 'get list watch';
const OWN = 'get list watch create patch delete';
const WRITE = 'get create patch delete';
const CNPG = 'postgresql.cnpg.io';
const ISSUER = 'vault-issuer';
/** Certificates' Secrets are named after the domain; the shipped manifests have that of the documentation. */
const DOCUMENTED_CERTIFICATE = 'kasm-example-com-tls';
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
  allow('', 'pods services persistentvolumeclaims events', READ),
  allow('discovery.k8s.io', 'endpointslices', READ),
  allow('apps', 'deployments statefulsets', READ),
  allow('', 'pods/log', 'get'),
  allow('cert-manager.io', 'certificates certificaterequests issuers', READ),
  allow('traefik.io', 'ingressroutes serverstransports', READ),
  allow('gateway.networking.k8s.io', 'httproutes', READ),
  allow('metrics.k8s.io', 'pods', 'get list'),
];

/** What the reader may see of a database. */
const READ_DATABASE = [
  allow('postgresql.cnpg.io', 'clusters backups scheduledbackups', READ),
  allow('barmancloud.cnpg.io', 'objectstores', READ),
  allow('', 'pods persistentvolumeclaims events', READ),
  allow('policy', 'poddisruptionbudgets', READ),
  allow('', 'pods/log', 'get'),
];

const logins = (names?: string[]) => [
  allow('', 'secrets', 'create'),
  allow('', 'secrets', 'get delete', names),
];

/** What may stand in the way of pods, to be seen before any is made. */
const READ_LIMITS = [
  allow('', 'resourcequotas limitranges', 'list'),
  allow('networking.k8s.io', 'networkpolicies', 'list'),
];

/** What the writer may do to a control plane whose Secrets have these names. */
const writeKasm = (secrets?: string[]) => [
  ...logins(secrets),
  allow('cert-manager.io', 'certificates', WRITE),
  allow('cert-manager.io', 'certificaterequests', 'list'),
  allow('traefik.io', 'ingressroutes serverstransports', WRITE),
  allow('apps', 'deployments', 'list patch'),
  allow('apps', 'statefulsets', 'list'),
  allow('', 'pods services configmaps persistentvolumeclaims events', 'list'),
  allow('', 'pods/log', 'get'),
  allow('batch', 'jobs', 'get list delete'),
  ...READ_LIMITS,
  allow('', 'pods', 'create'),
];

/** What the writer may do to a database whose objects have these names. */
const writeDatabase = (
  names: {
    secrets?: string[];
    clusters?: string[];
    schedules?: string[];
    backups?: string[];
    stores?: string[];
  } = {},
) => [
  ...logins(names.secrets),
  allow(CNPG, 'clusters scheduledbackups backups', 'get create'),
  allow(CNPG, 'clusters backups', 'list'),
  allow(CNPG, 'clusters', 'patch delete', names.clusters),
  allow(CNPG, 'scheduledbackups', 'patch delete', names.schedules),
  allow(CNPG, 'backups', 'patch delete', names.backups),
  allow('barmancloud.cnpg.io', 'objectstores', 'get list create'),
  allow('barmancloud.cnpg.io', 'objectstores', 'patch delete', names.stores),
  allow('', 'pods persistentvolumeclaims events', 'list'),
  allow('', 'pods/log', 'get'),
  ...READ_LIMITS,
];

/** What the shipped manifests call optional. */
const WRITE_OPTIONAL = [
  allow('', 'namespaces', 'create delete'),
  allow('networking.k8s.io', 'networkpolicies', WRITE),
  allow('external-secrets.io', 'externalsecrets', WRITE),
  allow('external-secrets.io', 'clustersecretstores', 'get'),
  allow('gateway.networking.k8s.io', 'httproutes', WRITE),
  allow('gateway.networking.k8s.io', 'gateways', 'get'),
  allow('snapshot.storage.k8s.io', 'volumesnapshotclasses', 'get list'),
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
      allow('apps', 'deployments', READ, [
        'cnpg-controller-manager',
        'cnpg-cloudnative-pg',
      ]),
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
    ...grant(
      reader,
      undefined,
      [allow('', 'nodes', READ)],
      `${reader.name}-nodes`,
    ),
    ...grant(writer, systemNamespace, [
      allow('', 'configmaps', 'get list create patch delete'),
      allow('helm.cattle.io', 'helmcharts', WRITE),
      allow('helm.cattle.io', 'helmchartconfigs', 'get', [SEEDED.release]),
      allow('batch', 'jobs', 'get delete', [`helm-install-${SEEDED.release}`]),
      allow('', 'pods', 'list'),
      allow('', 'pods/log', 'get'),
      allow('', 'secrets', 'get', [`chart-values-${SEEDED.release}`]),
      allow('', 'serviceaccounts', 'get', [`helm-${SEEDED.release}`]),
    ]),
    ...grant(writer, 'kube-system', [
      allow('apps', 'daemonsets deployments', 'get', [TRAEFIK]),
      allow('', 'services', 'get', [
        TRAEFIK,
        'rke2-coredns-rke2-coredns',
        'kube-dns',
      ]),
    ]),
    ...grant(writer, 'cnpg-system', [
      allow('apps', 'deployments', 'list'),
      allow('', 'services', 'list'),
    ]),
    ...grant(writer, undefined, [
      allow('', 'namespaces', 'get', PORTAL_NAMESPACES),
      allow('apiextensions.k8s.io', 'customresourcedefinitions', 'get', [
        'helmcharts.helm.cattle.io',
        'serverstransports.traefik.io',
      ]),
      allow('cert-manager.io', 'clusterissuers', 'get', [ISSUER]),
      allow('storage.k8s.io', 'storageclasses', 'get list'),
      allow('', 'nodes', 'list'),
      allow(GROUP, 'clusterrolebindings', 'get', [
        `helm-${systemNamespace}-${SEEDED.release}`,
      ]),
    ]),
  ];
}

/** What the two may do in the namespaces of the seeded deployment, which have to be there. */
export function deploymentAccess(): NewObject[] {
  const { namespace, databaseNamespace, databaseCluster, release } = SEEDED;
  const secrets = [SEEDED.credentials, SEEDED.superuser];
  return [
    ...grant(reader, namespace, READ_KASM),
    ...grant(reader, databaseNamespace, READ_DATABASE),
    ...grant(
      writer,
      namespace,
      // Agents register with a token that is in the first of them.
      writeKasm([...secrets, `${release}-secrets`, DOCUMENTED_CERTIFICATE]),
    ),
    ...grant(
      writer,
      databaseNamespace,
      writeDatabase({
        secrets,
        clusters: [databaseCluster],
        schedules: [SEEDED.scheduledBackup],
        backups: [`${databaseCluster}-first`, `${databaseCluster}-last`],
        stores: [SEEDED.objectStore],
      }),
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
        allow('', 'namespaces', 'get'),
        ...writeKasm(),
        ...writeDatabase(),
        allow('helm.cattle.io', 'helmchartconfigs', 'get'),
        allow('', 'serviceaccounts', 'get'),
        allow(GROUP, 'clusterrolebindings', 'get'),
        ...WRITE_OPTIONAL,
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
  allow('kubevirt.io', 'virtualmachines', OWN),
  allow('kubevirt.io', 'virtualmachineinstances', READ),
  allow('', 'events', READ),
  allow('', 'secrets', 'create get patch delete'),
  allow('', 'namespaces', 'get'),
];

/**
 * An account of Kasm's own for making machines. The writer may give only what it has, so it has this;
 * the last rule is what a shipped manifest calls optional.
 */
const WRITE_AUTOSCALING = [
  allow('kubevirt.io', 'virtualmachineinstances', 'create patch delete'),
  allow('', 'persistentvolumeclaims', OWN),
  allow('', 'secrets', 'list watch'),
  allow('harvesterhci.io', 'virtualmachineimages', 'get list'),
  allow('', 'serviceaccounts', 'get create patch delete'),
  allow(GROUP, 'roles rolebindings', 'get create patch delete'),
];

/** Images and networks, which agents share with others. */
const READ_CATALOGUE = [
  allow('harvesterhci.io', 'virtualmachineimages', 'get list'),
  allow('k8s.cni.cncf.io', 'network-attachment-definitions', 'get list'),
];

/** What the portal's accounts may do where the agents live, on Harvester. */
export function agentAccess(): NewObject[] {
  const { agentNamespace } = SEEDED;
  return [
    account(agentReader),
    account(agentWriter),
    ...grant(agentReader, agentNamespace, READ_AGENTS),
    ...grant(agentWriter, agentNamespace, WRITE_AGENTS),
    ...grant(
      agentWriter,
      agentNamespace,
      WRITE_AUTOSCALING,
      `${agentWriter.name}-autoscale`,
    ),
    ...grant(agentReader, 'default', READ_CATALOGUE),
    ...grant(agentWriter, 'default', READ_CATALOGUE),
  ];
}

/** The same in every namespace, for the agents of a fleet. */
export function fleetAccess(): NewObject[] {
  return [
    ...grant(agentReader, undefined, READ_AGENTS, `${ANY_NAMESPACE}-reader`),
    ...grant(agentWriter, undefined, WRITE_AGENTS, `${ANY_NAMESPACE}-writer`),
  ];
}
