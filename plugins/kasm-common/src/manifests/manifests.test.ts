import { kasmDeploymentSpec, type KasmDeploymentSpecInput } from '../spec';
import { certificate } from './certificate';
import { firstBackup, objectStore, scheduledBackup } from './databaseBackup';
import { databaseCluster } from './databaseCluster';
import {
  databaseLogins,
  databaseSecret,
  loginNamespaces,
} from './databaseSecrets';
import { DATABASE_SIZES } from './databaseSizes';
import { DEFAULT_SETTINGS } from './DeploymentSettings';
import { helmChart } from './helmChart';
import { ingressRoute } from './ingressRoute';
import { namespaces } from './namespaces';
import { serversTransport } from './serversTransport';

function specOf(input: Partial<KasmDeploymentSpecInput> = {}) {
  return kasmDeploymentSpec.parse({
    cluster: 'rke2',
    owner: 'group:default/platform-engineers',
    domain: 'example.com',
    ...input,
  });
}

const backups = {
  method: 'plugin' as const,
  destinationPath: 's3://cnpg-backups/kasm-pg',
  credentialsSecret: 'backup-credentials',
};

describe('namespaces', () => {
  it('makes each once and guards the system namespace', () => {
    const made = namespaces(
      specOf({ namespace: 'kasm', database: { namespace: 'kasm' } }),
      'kasm-portal',
    );
    expect(made.map(({ metadata }) => metadata.name)).toEqual([
      'kasm-portal',
      'kasm',
    ]);
    expect(made[0].metadata.labels).toMatchObject({
      'pod-security.kubernetes.io/enforce': 'restricted',
    });
    expect(made[1].metadata.labels).toMatchObject({
      'pod-security.kubernetes.io/enforce': 'baseline',
    });
  });
});

describe('certificate', () => {
  it('has the common name as long as X.509 allows it', () => {
    expect(certificate(specOf()).spec).toMatchObject({
      commonName: 'kasm.example.com',
      dnsNames: ['kasm.example.com'],
      issuerRef: { kind: 'ClusterIssuer', name: 'vault-issuer' },
      duration: '720h',
      renewBefore: '168h',
    });
    const long = `${'a'.repeat(60)}.example.com`;
    expect(certificate(specOf({ domain: long })).spec).not.toHaveProperty(
      'commonName',
    );
  });
});

describe('databaseCluster', () => {
  it('is what the platform runs', () => {
    expect(databaseCluster(specOf())).toMatchObject({
      metadata: { name: 'kasm-pg', namespace: 'database' },
      spec: {
        instances: 3,
        imageName: 'ghcr.io/cloudnative-pg/postgresql:14-standard-bookworm',
        enableSuperuserAccess: true,
        superuserSecret: { name: 'kasm-pg-superuser-secret' },
        enablePDB: true,
        storage: { size: '20Gi' },
        affinity: { nodeSelector: { 'workload-type': 'database' } },
        bootstrap: {
          initdb: {
            database: 'kasm',
            owner: 'kasmapp',
            secret: { name: 'kasm-pg-credentials' },
          },
        },
      },
    });
  });

  it('lets the node of a single instance be drained', () => {
    expect(
      databaseCluster(specOf({ database: { instances: 1 } })).spec,
    ).toEqual(expect.objectContaining({ enablePDB: false }));
  });

  it.each(Object.entries(DATABASE_SIZES))(
    'gives shared_buffers a quarter of the memory in size %s',
    (_, size) => {
      expect(parseInt(size.sharedBuffers, 10) * 4).toBe(
        parseInt(size.memory, 10) * 1024,
      );
    },
  );

  it('has no superuser when the owner initialises', () => {
    const spec = specOf({ database: { initialiseAs: 'owner' } });
    const { spec: cluster } = databaseCluster(spec);
    expect(cluster).toMatchObject({ enableSuperuserAccess: false });
    expect(cluster).not.toHaveProperty('superuserSecret');
    expect(databaseLogins(spec).map(({ username }) => username)).toEqual([
      'kasmapp',
    ]);
  });

  it('keeps instances apart as strictly as asked', () => {
    expect(
      databaseCluster(specOf({ database: { antiAffinity: 'required' } })).spec,
    ).toMatchObject({ affinity: { podAntiAffinityType: 'required' } });
  });

  it('takes snapshots of a stopped instance: there is no log to mend a running one', () => {
    const spec = specOf({
      database: { backups: { method: 'snapshot', snapshotClass: 'fast' } },
    });
    expect(databaseCluster(spec).spec).toMatchObject({
      backup: { volumeSnapshot: { className: 'fast', online: false } },
    });
    for (const backup of [scheduledBackup(spec), firstBackup(spec)]) {
      expect(backup?.spec).toMatchObject({
        cluster: { name: 'kasm-pg' },
        method: 'volumeSnapshot',
      });
      expect(backup?.spec).not.toHaveProperty('pluginConfiguration');
    }
    expect(objectStore(spec)).toBeUndefined();
  });

  it('archives under a server name of its own when backups are on', () => {
    const cluster = databaseCluster(
      specOf({ database: { backups } }),
      'kasm-pg-202611221300',
    );
    expect((cluster.spec as any).plugins).toEqual([
      {
        name: 'barman-cloud.cloudnative-pg.io',
        isWALArchiver: true,
        parameters: {
          barmanObjectName: 'kasm-pg-store',
          serverName: 'kasm-pg-202611221300',
        },
      },
    ]);
    expect(databaseCluster(specOf()).spec).not.toHaveProperty('plugins');
    expect(databaseCluster(specOf()).spec).not.toHaveProperty('backup');
  });
});

describe('backups', () => {
  it('are made only when asked for', () => {
    expect(objectStore(specOf())).toBeUndefined();
    expect(scheduledBackup(specOf())).toBeUndefined();
    expect(
      scheduledBackup(specOf({ database: { backups } }))?.spec,
    ).toMatchObject({ schedule: '0 45 2 * * *', method: 'plugin' });
  });
});

describe('databaseSecret', () => {
  it('is reloaded by the operator only in its own namespace', () => {
    const spec = specOf();
    const [login] = databaseLogins(spec);
    const inDatabase = databaseSecret(spec, login, 'database', 'secret');
    expect(inDatabase.metadata.labels).toHaveProperty(['cnpg.io/reload']);
    expect(inDatabase.type).toBe('kubernetes.io/basic-auth');
    expect(
      databaseSecret(spec, login, 'kasm', 'secret').metadata.labels,
    ).not.toHaveProperty(['cnpg.io/reload']);
  });
});

describe('loginNamespaces', () => {
  it.each([
    [{}, ['database']],
    [{ keepSuperuser: true }, ['database', 'kasm']],
    [{ namespace: 'kasm' }, ['kasm']],
  ])('leaves the superuser %j in %j once initialised', (database, places) => {
    const [owner, superuser] = databaseLogins(specOf({ database }));
    expect(loginNamespaces(superuser, { initialize: false })).toEqual(places);
    expect(loginNamespaces(owner, { initialize: false })).toContain('kasm');
    expect(loginNamespaces(superuser, { initialize: true })).toContain('kasm');
  });
});

describe('helmChart', () => {
  it('takes its source from the configuration when that names one', () => {
    const mirrored = helmChart(specOf(), {
      ...DEFAULT_SETTINGS,
      repo: 'https://mirror.example.com/',
      forceConflicts: true,
    });
    expect(mirrored.spec).toMatchObject({
      repo: 'https://mirror.example.com/',
      chart: 'kasm',
      version: '1.1181.1',
      failurePolicy: 'abort',
      forceConflicts: true,
    });
  });

  it('names no repository beside an OCI chart', () => {
    const oci = helmChart(specOf(), {
      ...DEFAULT_SETTINGS,
      chart: 'oci://ghcr.io/kasmtech/kasm',
    });
    expect(oci.spec).not.toHaveProperty('repo');
  });
});

describe('ingressRoute', () => {
  it('goes to the proxy over https and does not verify it', () => {
    const spec = specOf();
    expect(ingressRoute(spec)).toMatchObject({
      metadata: { annotations: { 'kubernetes.io/ingress.class': 'traefik' } },
      spec: {
        entryPoints: ['websecure'],
        routes: [
          {
            match: 'Host(`kasm.example.com`)',
            services: [
              {
                name: 'kasm-proxy-default',
                port: 8443,
                scheme: 'https',
                serversTransport: 'kasm-skip-verify',
              },
            ],
          },
        ],
        tls: { secretName: 'kasm-example-com-tls' },
      },
    });
    expect(serversTransport(spec)?.metadata.name).toBe('kasm-skip-verify');
  });

  it('verifies the proxy by the CA of the host’s own certificate', () => {
    const spec = specOf({ ingress: { verifyBackend: true } });
    expect(serversTransport(spec)?.spec).toEqual({
      serverName: 'kasm.example.com',
      rootCAs: [{ secret: 'kasm-example-com-tls' }],
    });
    expect(
      serversTransport(spec, { rootCAsField: 'rootCAsSecrets' })?.spec,
    ).toEqual({
      serverName: 'kasm.example.com',
      rootCAsSecrets: ['kasm-example-com-tls'],
    });
  });

  it('can stay on http inside the cluster', () => {
    const spec = specOf({ ingress: { backend: 'http' } });
    const [{ services }] = (ingressRoute(spec).spec as any).routes;
    expect(services[0]).toMatchObject({ port: 8080, scheme: 'http' });
    expect(services[0]).not.toHaveProperty('serversTransport');
    expect(serversTransport(spec)).toBeUndefined();
  });
});
