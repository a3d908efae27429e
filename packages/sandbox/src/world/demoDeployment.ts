import type { NewObject } from '../apiserver/ClusterStore';
import { loginSecret } from './databaseObjects';
import { SEEDED } from './SeededDeployment';

/** Name, release and namespace of a deployment as Create makes it, for tests. */
export const DEMO = 'demo';

const labels = {
  'kasm-portal/deployment': DEMO,
  'app.kubernetes.io/managed-by': 'kasm-portal',
};

const namespace = (name: string): NewObject => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name },
});

/** The namespaces it needs on rke2. */
export const demoNamespaces = (): NewObject[] =>
  [DEMO, SEEDED.databaseNamespace].map(namespace);

/** Its chart's values while the database is initialised. */
export const demoValues = {
  publicAddr: 'demo.sandbox.localhost',
  certificate: { secretName: 'demo-tls' },
  database: {
    standalone: true,
    hostname: 'demo-pg-rw.database.svc.cluster.local',
    port: 5432,
    kasmDbName: 'kasm',
    kasmDbUser: 'kasmapp',
    kasmDbSecret: { name: 'demo-pg-credentials', key: 'password' },
    postgresMasterUser: {
      username: 'postgres',
      secret: { name: 'demo-pg-superuser-secret', key: 'password' },
    },
  },
  dbManagement: { initialize: true },
  proxyService: { type: 'ClusterIP' },
  annotations: { secret: { 'helm.sh/resource-policy': 'keep' } },
};

/** Its HelmChart. */
export function demoHelmChart(
  more: object = {},
  values: object = demoValues,
): NewObject {
  return {
    apiVersion: 'helm.cattle.io/v1',
    kind: 'HelmChart',
    metadata: { name: DEMO, namespace: SEEDED.systemNamespace, labels },
    spec: {
      chart: 'kasm',
      repo: 'https://helm.kasmweb.com/',
      version: '1.1181.1',
      targetNamespace: DEMO,
      failurePolicy: 'retry',
      valuesContent: JSON.stringify(values),
      ...more,
    },
  };
}

/** The passwords of its database in one namespace. */
export const demoLogins = (space: string): NewObject[] => [
  loginSecret(SEEDED, space, 'demo-pg-credentials', 'kasmapp', 'a'),
  loginSecret(SEEDED, space, 'demo-pg-superuser-secret', 'postgres', 'b'),
];

/** Its database, with the passwords of that wherever they are needed. */
export function demoDatabase(instances = 1): NewObject[] {
  return [
    ...demoLogins(SEEDED.databaseNamespace),
    ...demoLogins(DEMO),
    {
      apiVersion: 'postgresql.cnpg.io/v1',
      kind: 'Cluster',
      metadata: {
        name: 'demo-pg',
        namespace: SEEDED.databaseNamespace,
        labels,
      },
      spec: {
        instances,
        imageName: 'ghcr.io/cloudnative-pg/postgresql:14-standard-bookworm',
        enableSuperuserAccess: true,
        superuserSecret: { name: 'demo-pg-superuser-secret' },
        bootstrap: {
          initdb: {
            database: 'kasm',
            owner: 'kasmapp',
            secret: { name: 'demo-pg-credentials' },
          },
        },
        storage: { size: '1Gi' },
      },
    },
  ];
}

/** The Certificate of its public host. */
export const demoCertificate = (): NewObject => ({
  apiVersion: 'cert-manager.io/v1',
  kind: 'Certificate',
  metadata: { name: 'demo-tls', namespace: DEMO, labels },
  spec: {
    secretName: 'demo-tls',
    dnsNames: [demoValues.publicAddr],
    issuerRef: {
      group: 'cert-manager.io',
      kind: 'ClusterIssuer',
      name: 'vault-issuer',
    },
    duration: '720h',
    renewBefore: '168h',
  },
});

/** What makes it known to the portal; its agents are in `demo-agents` on harvester. */
export const demoDescriptor = (): NewObject => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: {
    name: 'demo-descriptor',
    namespace: SEEDED.systemNamespace,
    labels,
  },
  data: {
    'descriptor.json': JSON.stringify({
      spec: {
        name: DEMO,
        agents: { cluster: 'harvester', namespace: 'demo-agents' },
      },
    }),
  },
});

/** Its agent on harvester, with the namespace of that. */
export const demoAgent = (): NewObject[] => [
  namespace('demo-agents'),
  {
    apiVersion: 'kubevirt.io/v1',
    kind: 'VirtualMachine',
    metadata: { name: 'demo-agent-1', namespace: 'demo-agents' },
    spec: {
      runStrategy: 'RerunOnFailure',
      template: {
        metadata: { labels: { 'harvesterhci.io/vmName': 'demo-agent-1' } },
        spec: {
          domain: { devices: { interfaces: [{ name: 'default' }] } },
          networks: [{ name: 'default', pod: {} }],
          volumes: [],
        },
      },
    },
  },
];
