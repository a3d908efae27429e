import {
  archivedAs,
  BUCKET,
  createDatabaseWorld,
  image,
} from './createDatabaseWorld';
import { CLUSTERS } from './facts';

// Everything takes long on a machine with much else to do.
jest.setTimeout(60_000);

let world: ReturnType<typeof createDatabaseWorld>;
beforeEach(() => {
  world = createDatabaseWorld();
});
afterEach(() => world.stop());

const initdb = (more: object) => ({
  bootstrap: { initdb: { database: 'kasm', owner: 'kasmapp', ...more } },
});
const jobLog = () =>
  world
    .pods()
    .filter(pod => pod.metadata.labels!['cnpg.io/jobRole'])
    .flatMap(({ metadata }) =>
      ['initdb', 'full-recovery', 'plugin-barman-cloud'].map(container =>
        world.store.logs
          .read('database', metadata.name, container, false)
          ?.map(({ text }) => text)
          .join('\n'),
      ),
    )
    .join('\n');

describe('the first instance', () => {
  it('never comes about with a locale that its image lacks', async () => {
    await world.createCluster({
      imageName: image('14-minimal-trixie'),
      ...initdb({ localeCollate: 'en_US.UTF-8' }),
    });
    expect(world.status().phase).toBe('Setting up primary');
    expect(world.status().currentPrimary).toBeUndefined();
    expect(jobLog()).toContain('invalid locale name \\"en_US.UTF-8\\"');
    expect(world.condition('Initialized')).toMatchObject({
      reason: 'BootstrapPending',
    });
  });

  it('comes about with that locale in a standard image, and with its own in any', async () => {
    await world.createCluster({
      instances: 1,
      imageName: image('14-standard-bookworm'),
      ...initdb({ locale: 'en_US.UTF-8' }),
    });
    expect(world.status().phase).toBe('Cluster in healthy state');
  });

  it.each(['plugin', 'own support'])(
    'never writes where another Cluster wrote before, by %s',
    async form => {
      world.installArchiver();
      const archived =
        form === 'plugin'
          ? archivedAs('kasm-pg-1')
          : { backup: { barmanObjectStore: BUCKET } };
      await world.createCluster({ instances: 1, ...archived });
      expect(world.condition('ContinuousArchiving').status).toBe('True');
      world.store.delete(CLUSTERS, 'database', 'kasm-pg');
      await world.clock.advance(10_000);

      await world.createCluster({ instances: 1, ...archived });
      expect(world.status().phase).toBe('Setting up primary');
      expect(jobLog()).toMatch(
        /WAL archive check failed for server kasm-pg(-1)?: Expected empty archive/,
      );
      world.store.delete(CLUSTERS, 'database', 'kasm-pg');
      await world.clock.advance(10_000);

      await world.createCluster({
        instances: 1,
        ...(form === 'plugin'
          ? archivedAs('kasm-pg-2')
          : { backup: { barmanObjectStore: { ...BUCKET, serverName: '2' } } }),
      });
      expect(world.status().phase).toBe('Cluster in healthy state');
    },
  );

  it('is recovered from a backup, with what was in it', async () => {
    world.installArchiver();
    await world.createCluster({ instances: 1, ...archivedAs('old') });
    const first = world.store.get(CLUSTERS, 'database', 'kasm-pg')!;
    world.parts.contents.of(first.metadata.uid).initialised.add('kasm');
    world.store.create({
      apiVersion: 'postgresql.cnpg.io/v1',
      kind: 'Backup',
      metadata: { name: 'last', namespace: 'database' },
      spec: {
        cluster: { name: 'kasm-pg' },
        method: 'plugin',
        pluginConfiguration: { name: 'barman-cloud.cloudnative-pg.io' },
      },
    });
    await world.clock.advance(10_000);
    world.store.delete(CLUSTERS, 'database', 'kasm-pg');
    await world.clock.advance(10_000);
    expect(
      world.store.get('backups.postgresql.cnpg.io', 'database', 'last'),
    ).toBeDefined();

    const recovery = (serverName: string) => ({
      instances: 1,
      bootstrap: {
        recovery: { source: 'before', database: 'kasm', owner: 'kasmapp' },
      },
      externalClusters: [
        {
          name: 'before',
          plugin: {
            name: 'barman-cloud.cloudnative-pg.io',
            parameters: { barmanObjectName: 'store', serverName },
          },
        },
      ],
      ...archivedAs('new'),
    });
    await world.createCluster(recovery('never-was'));
    expect(jobLog()).toContain('no target backup found');
    world.store.delete(CLUSTERS, 'database', 'kasm-pg');
    await world.clock.advance(10_000);
    await world.createCluster(recovery('old'));
    expect(world.status().phase).toBe('Cluster in healthy state');
    const { uid } = world.store.get(CLUSTERS, 'database', 'kasm-pg')!.metadata;
    expect([...world.parts.contents.of(uid).initialised]).toEqual(['kasm']);
  });
});
