import { kasmDeploymentSpec, type KasmDeploymentSpecInput } from '../spec';
import { deploymentObjects } from './deploymentObjects';
import { DEFAULT_SETTINGS } from './DeploymentSettings';

function objects(
  more: Partial<KasmDeploymentSpecInput> = {},
  settings = DEFAULT_SETTINGS,
) {
  const spec = kasmDeploymentSpec.parse({
    cluster: 'rke2',
    owner: 'group:default/platform-engineers',
    domain: 'example.com',
    ...more,
  });
  return deploymentObjects(spec, settings);
}

const kinds = (list: ReturnType<typeof objects>) =>
  list.map(({ part, manifest }) => `${part}: ${manifest.kind}`);

describe('deploymentObjects', () => {
  it('are in the order of applying', () => {
    expect(
      kinds(
        objects({
          networkPolicies: true,
          secrets: {
            mode: 'externalSecrets',
            store: { name: 'vault' },
            credentialsPath: 'kasm/database',
          },
          database: {
            initialiseAs: 'owner',
            backups: {
              method: 'plugin',
              destinationPath: 's3://backups/kasm',
              credentialsSecret: 'backup-credentials',
            },
          },
        }),
      ),
    ).toEqual([
      'networkPolicies: NetworkPolicy',
      'networkPolicies: NetworkPolicy',
      'networkPolicies: NetworkPolicy',
      'networkPolicies: NetworkPolicy',
      'externalSecrets: ExternalSecret',
      'externalSecrets: ExternalSecret',
      'certificate: Certificate',
      'database: ObjectStore',
      'database: Cluster',
      'database: ScheduledBackup',
      'release: HelmChart',
      'route: ServersTransport',
      'route: IngressRoute',
    ]);
  });

  it('carry the label of the deployment, every one, and are told apart by name', () => {
    const all = objects({ networkPolicies: true });
    for (const { manifest } of all) {
      expect(manifest.metadata.labels).toMatchObject({
        'kasm-portal/deployment': 'kasm',
      });
    }
    const names = all.map(
      ({ manifest: { kind, metadata } }) =>
        `${kind} ${metadata.namespace}/${metadata.name}`,
    );
    expect(new Set(names).size).toBe(names.length);
  });

  it('go through a Gateway, plain http inside the cluster', () => {
    const route = objects({
      ingress: {
        kind: 'httpRoute',
        gateway: { name: 'public', namespace: 'gateways', sectionName: 'web' },
      },
    }).filter(({ part }) => part === 'route');
    expect(route.map(({ manifest }) => manifest)).toEqual([
      expect.objectContaining({
        apiVersion: 'gateway.networking.k8s.io/v1',
        kind: 'HTTPRoute',
        spec: {
          parentRefs: [
            {
              group: 'gateway.networking.k8s.io',
              kind: 'Gateway',
              name: 'public',
              namespace: 'gateways',
              sectionName: 'web',
            },
          ],
          hostnames: ['kasm.example.com'],
          rules: [
            {
              matches: [{ path: { type: 'PathPrefix', value: '/' } }],
              backendRefs: [
                {
                  group: '',
                  kind: 'Service',
                  name: 'kasm-proxy-default',
                  port: 8080,
                  weight: 1,
                },
              ],
            },
          ],
        },
      }),
    ]);
  });

  it('read logins from a store, as the operator and the chart need them', () => {
    const [first] = objects({
      secrets: {
        mode: 'externalSecrets',
        store: { kind: 'SecretStore', name: 'vault' },
        credentialsPath: 'kasm/database',
        superuserPath: 'kasm/superuser',
      },
    }).filter(({ part }) => part === 'externalSecrets');
    expect(first.manifest).toMatchObject({
      apiVersion: 'external-secrets.io/v1',
      metadata: { name: 'kasm-pg-credentials', namespace: 'database' },
      spec: {
        secretStoreRef: { kind: 'SecretStore', name: 'vault' },
        target: {
          name: 'kasm-pg-credentials',
          template: {
            type: 'kubernetes.io/basic-auth',
            metadata: {
              labels: {
                'cnpg.io/reload': 'true',
                'kasm-portal/deployment': 'kasm',
              },
            },
          },
        },
        data: [
          {
            secretKey: 'username',
            remoteRef: { key: 'kasm/database', property: 'username' },
          },
          {
            secretKey: 'password',
            remoteRef: { key: 'kasm/database', property: 'password' },
          },
        ],
      },
    });
  });

  it('follow the release’s own names: Kasm 1.19', () => {
    const route = objects({ kasmVersion: '1.19.0', name: 'design' }).find(
      ({ manifest }) => manifest.kind === 'IngressRoute',
    );
    expect(JSON.stringify(route)).toContain('"design-proxy-default"');
  });
});
