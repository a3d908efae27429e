import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sandboxToken } from '../../packages/sandbox/src/access/users';

/** What is known of the clusters. */
export interface Clusters {
  kubeconfig: string;
  ca: string;
  domain: string;
  kasmPort: number;
  ports: { rke2: number; harvester: number };
}

const ORG = [
  {
    kind: 'Group',
    metadata: { name: 'platform-engineers' },
    spec: { type: 'team', children: [] },
  },
  {
    kind: 'User',
    metadata: { name: 'platform-engineer' },
    spec: { memberOf: ['platform-engineers'] },
  },
];

/** The catalog entity of a deployment of the fleet, as plugin-kubernetes wants it. */
const entity = (member: string) => ({
  kind: 'Component',
  metadata: {
    name: `fleet-${member}`,
    annotations: {
      // One namespace and not the whole cluster: what costs that plugin least.
      'backstage.io/kubernetes-namespace': `kasm-${member}`,
      'backstage.io/kubernetes-label-selector': `app.kubernetes.io/instance=kasm-${member}`,
    },
  },
  spec: {
    type: 'service',
    lifecycle: 'production',
    owner: 'platform-engineers',
  },
});

/** How the portal is set up. */
export interface PortalOptions {
  /** `kasm.permissionCacheSeconds`. */
  permissionCacheSeconds?: number;
}

/** Writes the configuration of a portal with both plugins; returns the file. */
export function writePortalConfig(
  { kubeconfig, ca, domain, kasmPort, ports }: Clusters,
  port: number,
  members: string[],
  { permissionCacheSeconds = 0 }: PortalOptions = {},
): string {
  const directory = mkdtempSync(join(tmpdir(), 'kasm-bench-'));
  const file = (name: string, text: string) => {
    writeFileSync(join(directory, name), text);
    return join(directory, name);
  };
  const kubeconfigFile = file('kubeconfig', kubeconfig);
  const caFile = file('ca.crt', ca);
  const entities = [...ORG, ...members.map(entity)].map(one =>
    JSON.stringify({ apiVersion: 'backstage.io/v1alpha1', ...one }),
  );
  const kubernetesCluster = (
    name: keyof Clusters['ports'],
    suffix: string,
  ) => ({
    name,
    url: `https://127.0.0.1:${ports[name]}`,
    authProvider: 'serviceAccount',
    serviceAccountToken: `${sandboxToken('admin')}${suffix}`,
    caFile,
    skipMetricsLookup: true,
    customResources: [
      name === 'rke2'
        ? { group: 'postgresql.cnpg.io', apiVersion: 'v1', plural: 'clusters' }
        : { group: 'kubevirt.io', apiVersion: 'v1', plural: 'virtualmachines' },
    ],
  });
  const baseUrl = `http://localhost:${port}`;
  return file(
    'config.json',
    JSON.stringify({
      app: { baseUrl },
      backend: {
        baseUrl,
        listen: { host: '127.0.0.1', port },
        database: { client: 'better-sqlite3', connection: ':memory:' },
      },
      auth: {
        environment: 'production',
        providers: { 'platform-engineer': {} },
      },
      permission: { enabled: true },
      catalog: {
        rules: [{ allow: ['Component', 'Group', 'User'] }],
        locations: [
          {
            type: 'file',
            target: file('entities.yaml', entities.join('\n---\n')),
          },
        ],
      },
      kubernetes: {
        serviceLocatorMethod: { type: 'multiTenant' },
        clusterLocatorMethods: [
          {
            type: 'config',
            clusters: [
              kubernetesCluster('rke2', ''),
              kubernetesCluster('harvester', ''),
            ],
          },
        ],
      },
      kasm: {
        allowSandboxTokens: true,
        // Nobody is to be turned away while it is measured.
        requestsPerMinute: 10_000_000,
        permissionCacheSeconds,
        clusters: [
          {
            name: 'rke2',
            roles: ['controlPlane'],
            watch: 'cluster',
            namespaces: ['*'],
            domains: [domain],
            agentClusters: ['harvester'],
            ingress: { address: '127.0.0.1', port: kasmPort, ca },
            reader: { kubeconfigFile, context: 'rke2-reader' },
          },
          {
            name: 'harvester',
            roles: ['agents'],
            watch: 'cluster',
            namespaces: ['*'],
            reader: { kubeconfigFile, context: 'harvester-reader' },
          },
        ],
      },
    }),
  );
}
