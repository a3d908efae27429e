import { archivedAs, createDatabaseWorld, image } from './createDatabaseWorld';
import { CLUSTERS } from './facts';

// Everything takes long on a machine with much else to do.
jest.setTimeout(60_000);

type World = ReturnType<typeof createDatabaseWorld>;
let world: World;
beforeEach(() => {
  world = createDatabaseWorld();
});
afterEach(() => world.stop());

const secret = (name: string, username: string, labels = {}) => ({
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name, namespace: 'database', labels },
  type: 'kubernetes.io/basic-auth',
  data: {
    username: Buffer.from(username).toString('base64'),
    password: Buffer.from('first').toString('base64'),
  },
});
const RELOAD = { 'cnpg.io/reload': 'true' };
const passwords = () =>
  world.parts.contents.of(
    world.store.get(CLUSTERS, 'database', 'kasm-pg')!.metadata.uid,
  ).passwords;

describe('a Cluster', () => {
  it('grows one instance after the other into the healthy state', async () => {
    await world.createCluster();
    expect(world.phases).toEqual([
      'Setting up primary',
      'Creating a new replica',
      'Cluster in healthy state',
    ]);
    expect(world.status()).toMatchObject({
      instances: 3,
      readyInstances: 3,
      currentPrimary: 'kasm-pg-1',
      targetPrimary: 'kasm-pg-1',
      instanceNames: ['kasm-pg-1', 'kasm-pg-2', 'kasm-pg-3'],
      instancesStatus: { healthy: ['kasm-pg-1', 'kasm-pg-2', 'kasm-pg-3'] },
      instancesReportedState: {
        'kasm-pg-1': { isPrimary: true, timeLineID: 1 },
        'kasm-pg-2': { isPrimary: false, timeLineID: 1 },
      },
      healthyPVC: ['kasm-pg-1', 'kasm-pg-2', 'kasm-pg-3'],
      topology: { nodesUsed: 3 },
      pgDataImageInfo: { majorVersion: 14 },
      writeService: 'kasm-pg-rw',
      certificates: {
        expirations: { 'kasm-pg-server': '2027-01-30 08:00:00 +0000 UTC' },
      },
    });
    expect(
      world.status().conditions.map((each: any) => [each.type, each.reason]),
    ).toEqual([
      ['Ready', 'ClusterIsReady'],
      ['Initialized', 'BootstrapCompleted'],
      ['ConsistentSystemID', 'Unique'],
    ]);
    expect(
      world.pods().map(pod => pod.metadata.labels!['cnpg.io/instanceRole']),
    ).toEqual(['primary', 'replica', 'replica']);
    expect(new Set(world.pods().map(pod => pod.spec.nodeName)).size).toBe(3);
    expect(
      world.store
        .list('services', { namespace: 'database' })
        .map(service => service.metadata.name),
    ).toEqual(['kasm-pg-r', 'kasm-pg-ro', 'kasm-pg-rw']);
    expect(
      world.store
        .list('poddisruptionbudgets.policy', { namespace: 'database' })
        .map(({ metadata, spec }) => [metadata.name, spec.minAvailable]),
    ).toEqual([
      ['kasm-pg', 1],
      ['kasm-pg-primary', 1],
    ]);
    expect(world.store.list('jobs.batch', { namespace: 'database' })).toEqual(
      [],
    );
  });

  it('is healthy without its Secrets, and takes them over with their label only', async () => {
    await world.createCluster({ instances: 1 });
    expect(world.status().phase).toBe('Cluster in healthy state');
    const versions = () => world.status().secretsResourceVersion;
    expect(versions().applicationSecretVersion).toBeUndefined();
    expect(versions().superuserSecretVersion).toBeUndefined();
    expect(passwords().size).toBe(0);

    world.store.create(secret('kasm-pg-credentials', 'somebody', RELOAD));
    await world.clock.advance(100);
    expect(versions().applicationSecretVersion).toMatch(/^\d+$/);
    expect(passwords().size).toBe(0);
    world.store.delete('secrets', 'database', 'kasm-pg-credentials');
    await world.clock.advance(100);
    expect(versions().applicationSecretVersion).toBeUndefined();

    world.store.create(secret('kasm-pg-credentials', 'kasmapp', RELOAD));
    await world.clock.advance(100);
    expect(passwords().get('kasmapp')).toBe('first');
    world.store.update('secrets', 'database', 'kasm-pg-credentials', copy => {
      copy.data.password = Buffer.from('second').toString('base64');
    });
    await world.clock.advance(100);
    expect(passwords().get('kasmapp')).toBe('second');
  });

  it('makes the superuser Secret when none is named, and takes it back', async () => {
    await world.createCluster({ superuserSecret: undefined, instances: 1 });
    const login = () =>
      world.store.get('secrets', 'database', 'kasm-pg-superuser');
    expect(Object.keys(login()!.data).sort()).toEqual([
      'dbname',
      'fqdn-jdbc-uri',
      'fqdn-uri',
      'host',
      'jdbc-uri',
      'password',
      'pgpass',
      'port',
      'uri',
      'user',
      'username',
    ]);
    expect(world.status().secretsResourceVersion).toMatchObject({
      superuserSecretVersion: login()!.metadata.resourceVersion,
    });
    world.change(({ spec }) => {
      spec.enableSuperuserAccess = false;
    });
    await world.clock.advance(100);
    expect(login()).toBeUndefined();
    expect(passwords().has('postgres')).toBe(false);
  });

  it('tells of the roles it is asked to keep', async () => {
    await world.createCluster({
      instances: 1,
      managed: {
        roles: [
          { name: 'reader' },
          { name: 'writer', passwordSecret: { name: 'writer' } },
        ],
      },
    });
    const { byStatus, cannotReconcile } = world.status().managedRolesStatus;
    expect(byStatus).toMatchObject({
      reconciled: ['reader'],
      'pending-reconciliation': ['writer'],
      reserved: ['postgres', 'streaming_replica'],
    });
    expect(cannotReconcile.writer[0]).toContain('secrets "writer" not found');
    world.store.create(secret('writer', 'writer', RELOAD));
    await world.clock.advance(100);
    expect(world.status().managedRolesStatus.byStatus.reconciled).toEqual([
      'reader',
      'writer',
    ]);
    expect(passwords().get('writer')).toBe('first');
  });

  it('grows and shrinks, in instances and in size, and leaves nothing behind', async () => {
    await world.createCluster({ instances: 1 });
    world.change(({ spec }) => {
      spec.instances = 3;
      spec.storage.size = '30Gi';
    });
    await world.clock.advance(60_000);
    expect(world.status()).toMatchObject({ readyInstances: 3 });
    const sizes = () =>
      world.store
        .list('persistentvolumeclaims', { namespace: 'database' })
        .map(({ status }) => status.capacity.storage);
    expect(sizes()).toEqual(['30Gi', '30Gi', '30Gi']);
    expect(world.status().resizingPVC).toBeUndefined();

    world.change(({ spec }) => {
      spec.instances = 2;
    });
    await world.clock.advance(10_000);
    expect(world.status()).toMatchObject({
      instances: 2,
      instanceNames: ['kasm-pg-1', 'kasm-pg-2'],
    });
    expect(
      world.store.get('poddisruptionbudgets.policy', 'database', 'kasm-pg'),
    ).toBeUndefined();

    world.store.delete(CLUSTERS, 'database', 'kasm-pg');
    await world.clock.advance(10_000);
    for (const resource of ['pods', 'persistentvolumeclaims', 'services']) {
      expect(world.store.list(resource, { namespace: 'database' })).toEqual([]);
    }
  });

  it('stops when it wants a plugin that is not installed', async () => {
    await world.createCluster(archivedAs('kasm-pg'));
    expect(world.status().phase).toMatch(/unknown plugin being required$/);
    expect(world.status().phaseReason).toContain(
      "Unknown plugin: 'barman-cloud.cloudnative-pg.io'",
    );
    world.installArchiver();
    await world.clock.advance(60_000);
    expect(world.status().phase).toBe('Cluster in healthy state');
    expect(world.condition('ContinuousArchiving')).toMatchObject({
      status: 'True',
    });
    expect(world.status().pluginStatus[0].name).toBe(
      'barman-cloud.cloudnative-pg.io',
    );
  });

  it('stops on a catalog that has nothing for it, on a definition that cannot be, and on a foreign Service', async () => {
    world.store.create({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'kasm-pg-rw', namespace: 'database' },
      spec: {},
    });
    await world.createCluster({ instances: 1 });
    expect(world.status()).toMatchObject({
      phase: 'Unable to create required cluster objects',
      phaseReason:
        'refusing to reconcile service: kasm-pg-rw, not owned by the cluster',
    });
    world.store.delete('services', 'database', 'kasm-pg-rw');
    await world.clock.advance(60_000);
    expect(world.status().phase).toBe('Cluster in healthy state');

    world.change(({ spec }) => {
      delete spec.imageName;
      spec.imageCatalogRef = {
        apiGroup: 'postgresql.cnpg.io',
        kind: 'ClusterImageCatalog',
        name: 'postgresql-standard-bookworm',
        major: 14,
      };
    });
    await world.clock.advance(100);
    expect(world.status()).toMatchObject({
      phase: 'Cluster has incomplete or invalid image catalog',
      phaseReason:
        'catalog ClusterImageCatalog/postgresql-standard-bookworm not found',
    });
    world.store.create({
      apiVersion: 'postgresql.cnpg.io/v1',
      kind: 'ClusterImageCatalog',
      metadata: { name: 'postgresql-standard-bookworm' },
      spec: {
        images: [{ major: 14, image: image('14.25-standard-bookworm') }],
      },
    });
    await world.clock.advance(60_000);
    expect(world.status()).toMatchObject({
      phase: 'Cluster in healthy state',
      image: image('14.25-standard-bookworm'),
    });

    world.change(({ spec }) => {
      spec.resources = { requests: { memory: '128Mi' } };
      spec.postgresql = { parameters: { shared_buffers: '256MB' } };
    });
    await world.clock.advance(100);
    expect(world.status().phase).toBe('Invalid cluster definition');
    expect(world.status().phaseReason).toContain('`shared_buffers`');
  });
});
