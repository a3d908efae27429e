import { ARCHIVED, createDatabaseWorld } from './createDatabaseWorld';
import { CLUSTERS } from './writeClusterStatus';

// Everything takes long on a machine with much else to do.
jest.setTimeout(60_000);

describe('a Cluster', () => {
  it('grows one instance after the other into the healthy state', async () => {
    const world = createDatabaseWorld();
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
      pgDataImageInfo: { majorVersion: 14 },
      writeService: 'kasm-pg-rw',
    });
    const pods = world.store.list('pods', { namespace: 'database' });
    expect(
      pods.map(pod => pod.metadata.labels!['cnpg.io/instanceRole']),
    ).toEqual(['primary', 'replica', 'replica']);
    expect(new Set(pods.map(pod => pod.spec.nodeName)).size).toBe(3);
    expect(
      world.store
        .list('services', { namespace: 'database' })
        .map(service => service.metadata.name),
    ).toEqual(['kasm-pg-r', 'kasm-pg-ro', 'kasm-pg-rw']);
    expect(world.store.list('jobs.batch', { namespace: 'database' })).toEqual(
      [],
    );
    world.stop();
  });

  it('is healthy without its Secrets and shows that it has not seen them', async () => {
    const world = createDatabaseWorld();
    await world.createCluster();
    expect(world.status().phase).toBe('Cluster in healthy state');
    const versions = () => world.status().secretsResourceVersion;
    expect(versions().applicationSecretVersion).toBeUndefined();
    expect(versions().superuserSecretVersion).toBeUndefined();
    world.store.create({
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'kasm-pg-credentials', namespace: 'database' },
    });
    await world.clock.advance(100);
    expect(versions().applicationSecretVersion).toMatch(/^\d+$/);
    world.stop();
  });

  it('makes the superuser Secret when none is named', async () => {
    const world = createDatabaseWorld();
    await world.createCluster({ superuserSecret: undefined, instances: 1 });
    const secret = world.store.get('secrets', 'database', 'kasm-pg-superuser')!;
    expect(Object.keys(secret.data)).toContain('password');
    world.stop();
  });

  it('fails over when the primary is gone and takes the old one back as replica', async () => {
    const world = createDatabaseWorld();
    await world.createCluster();
    world.phases.length = 0;
    world.store.delete('pods', 'database', 'kasm-pg-1');
    await world.clock.advance(100);
    expect(world.status()).toMatchObject({
      phase: 'Failing over',
      currentPrimary: 'kasm-pg-1',
      targetPrimary: 'pending',
      readyInstances: 2,
    });
    await world.clock.advance(60_000);
    expect(world.status()).toMatchObject({
      phase: 'Cluster in healthy state',
      currentPrimary: 'kasm-pg-2',
      targetPrimary: 'kasm-pg-2',
      timelineID: 2,
      readyInstances: 3,
    });
    expect(world.phases[0]).toBe('Failing over');
    expect(
      world.store.get('pods', 'database', 'kasm-pg-1')!.metadata.labels![
        'cnpg.io/instanceRole'
      ],
    ).toBe('replica');
    world.stop();
  });

  it('waits for an instance that stays away, and is healthy when it is back', async () => {
    const world = createDatabaseWorld();
    await world.createCluster();
    world.keepDown('kasm-pg-3');
    world.store.delete('pods', 'database', 'kasm-pg-3');
    await world.clock.advance(120_000);
    expect(world.status()).toMatchObject({
      phase: 'Waiting for the instances to become active',
      readyInstances: 2,
      currentPrimary: 'kasm-pg-1',
    });
    world.keepDown(undefined);
    await world.clock.advance(10_000);
    expect(world.status().phase).toBe('Cluster in healthy state');
    world.stop();
  });

  it('rolls its pods when asked to restart, the primary last', async () => {
    const world = createDatabaseWorld();
    await world.createCluster();
    const before = world.store
      .list('pods', { namespace: 'database' })
      .map(pod => pod.metadata.uid);
    world.store.update(CLUSTERS, 'database', 'kasm-pg', copy => {
      copy.metadata.annotations = {
        'kubectl.kubernetes.io/restartedAt': '2026-11-01T09:00:00Z',
      };
    });
    await world.clock.advance(120_000);
    expect(world.phases).toEqual(
      expect.arrayContaining(['Upgrading cluster', 'Switchover in progress']),
    );
    expect(world.status().phase).toBe('Cluster in healthy state');
    const after = world.store
      .list('pods', { namespace: 'database' })
      .map(pod => pod.metadata.uid);
    expect(after.filter(uid => before.includes(uid))).toEqual([]);
    world.stop();
  });

  it('grows by an instance and leaves nothing behind when it is deleted', async () => {
    const world = createDatabaseWorld();
    await world.createCluster({ instances: 1 });
    world.store.update(CLUSTERS, 'database', 'kasm-pg', copy => {
      copy.spec.instances = 2;
    });
    await world.clock.advance(30_000);
    expect(world.status().readyInstances).toBe(2);
    world.store.delete(CLUSTERS, 'database', 'kasm-pg');
    await world.clock.advance(10_000);
    for (const resource of ['pods', 'persistentvolumeclaims', 'services']) {
      expect(world.store.list(resource, { namespace: 'database' })).toEqual([]);
    }
    world.stop();
  });

  it('stops when it wants a plugin that is not installed', async () => {
    const world = createDatabaseWorld();
    await world.createCluster(ARCHIVED);
    expect(world.status().phase).toMatch(/unknown plugin being required$/);
    world.installArchiver();
    await world.clock.advance(60_000);
    expect(world.status().phase).toBe('Cluster in healthy state');
    expect(world.status().conditions).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          type: 'ContinuousArchiving',
          status: 'True',
        }),
      ]),
    );
    world.stop();
  });
});
