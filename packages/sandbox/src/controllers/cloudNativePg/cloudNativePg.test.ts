import { createClusterStore } from '../../apiserver/createClusterStore';
import { createManualClock } from '../../world/createManualClock';
import { startKubelet } from '../kubelet/startKubelet';
import { startVolumes } from '../platform/startVolumes';
import { startJobs } from '../workloads/startJobs';
import { nextTime } from './cron';
import { startBackups } from './startBackups';
import { startClusters } from './startClusters';
import { startScheduledBackups } from './startScheduledBackups';

const CLUSTERS = 'clusters.postgresql.cnpg.io';

function setUp() {
  const clock = createManualClock(new Date('2026-11-01T08:00:00Z'));
  const store = createClusterStore({ clock });
  for (const name of ['database', 'cnpg-system']) {
    store.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
  }
  for (const name of ['db-1', 'db-2', 'db-3']) {
    store.create({
      apiVersion: 'v1',
      kind: 'Node',
      metadata: { name, labels: { 'workload-type': 'database' } },
    });
  }
  let down: string | undefined;
  const kubelet = startKubelet(store, clock, [], pod =>
    pod.metadata.name === down ? 'node(s) had no room' : undefined,
  );
  const stops = [
    kubelet.stop,
    startJobs(store, clock),
    startVolumes(store, clock),
    startClusters(store, clock),
    startBackups(store, clock),
    startScheduledBackups(store, clock),
  ];
  const phases: string[] = [];
  store.subscribe(CLUSTERS, ({ object }) => {
    const { phase } = object.status ?? {};
    if (phase && phases[phases.length - 1] !== phase) {
      phases.push(phase);
    }
  });
  return {
    clock,
    store,
    phases,
    keepDown: (name?: string) => {
      down = name;
    },
    status: () => store.get(CLUSTERS, 'database', 'kasm-pg')!.status,
    stop: () => stops.forEach(stop => stop()),
  };
}

const cluster = (more: object = {}) => ({
  apiVersion: 'postgresql.cnpg.io/v1',
  kind: 'Cluster',
  metadata: { name: 'kasm-pg', namespace: 'database' },
  spec: {
    instances: 3,
    imageName: 'ghcr.io/cloudnative-pg/postgresql:14.24-standard-bookworm',
    enableSuperuserAccess: true,
    superuserSecret: { name: 'kasm-pg-superuser-secret' },
    bootstrap: {
      initdb: {
        database: 'kasm',
        owner: 'kasmapp',
        secret: { name: 'kasm-pg-credentials' },
      },
    },
    storage: { size: '20Gi', storageClass: 'harvester' },
    affinity: { nodeSelector: { 'workload-type': 'database' } },
    ...more,
  },
});

async function healthy(world: ReturnType<typeof setUp>, more: object = {}) {
  world.store.create(cluster(more));
  await world.clock.advance(60_000);
}

describe('a Cluster', () => {
  it('grows one instance after the other into the healthy state', async () => {
    const world = setUp();
    await healthy(world);
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
    const world = setUp();
    await healthy(world);
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
    const world = setUp();
    await healthy(world, { superuserSecret: undefined, instances: 1 });
    const secret = world.store.get('secrets', 'database', 'kasm-pg-superuser')!;
    expect(Object.keys(secret.data)).toContain('password');
    world.stop();
  });

  it('fails over when the primary is gone and takes the old one back as replica', async () => {
    const world = setUp();
    await healthy(world);
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
    const world = setUp();
    await healthy(world);
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
    const world = setUp();
    await healthy(world);
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
    const world = setUp();
    await healthy(world, { instances: 1 });
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
    const world = setUp();
    await healthy(world, {
      plugins: [
        { name: 'barman-cloud.cloudnative-pg.io', isWALArchiver: true },
      ],
    });
    expect(world.status().phase).toMatch(/unknown plugin being required$/);
    world.store.create({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: {
        name: 'barman-cloud',
        namespace: 'cnpg-system',
        labels: { 'cnpg.io/pluginName': 'barman-cloud.cloudnative-pg.io' },
      },
      spec: {},
    });
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

describe('backups', () => {
  const method = {
    method: 'plugin',
    pluginConfiguration: { name: 'barman-cloud.cloudnative-pg.io' },
  };

  it('are taken by schedule, the first at once, and complete', async () => {
    const world = setUp();
    world.store.create({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: {
        name: 'barman-cloud',
        namespace: 'cnpg-system',
        labels: { 'cnpg.io/pluginName': 'barman-cloud.cloudnative-pg.io' },
      },
      spec: {},
    });
    await healthy(world, {
      plugins: [
        { name: 'barman-cloud.cloudnative-pg.io', isWALArchiver: true },
      ],
    });
    world.store.create({
      apiVersion: 'postgresql.cnpg.io/v1',
      kind: 'ScheduledBackup',
      metadata: { name: 'kasm-pg-daily', namespace: 'database' },
      spec: {
        schedule: '0 45 2 * * *',
        immediate: true,
        cluster: { name: 'kasm-pg' },
        ...method,
      },
    });
    const backups = () =>
      world.store.list('backups.postgresql.cnpg.io', { namespace: 'database' });
    await world.clock.advance(10_000);
    expect(backups().map(backup => backup.status.phase)).toEqual(['completed']);
    await world.clock.advance(24 * 3_600_000);
    expect(backups().map(backup => backup.metadata.name)).toEqual([
      'kasm-pg-daily-20261101080100',
      'kasm-pg-daily-20261102024500',
    ]);
    expect(
      world.store.get(
        'scheduledbackups.postgresql.cnpg.io',
        'database',
        'kasm-pg-daily',
      )!.status,
    ).toMatchObject({
      lastScheduleTime: '2026-11-02T02:45:00Z',
      nextScheduleTime: '2026-11-03T02:45:00Z',
    });
    world.stop();
  });

  it('fail when the cluster has no such method', async () => {
    const world = setUp();
    await healthy(world, { instances: 1 });
    world.store.create({
      apiVersion: 'postgresql.cnpg.io/v1',
      kind: 'Backup',
      metadata: { name: 'b', namespace: 'database' },
      spec: { cluster: { name: 'kasm-pg' }, ...method },
    });
    await world.clock.advance(10_000);
    expect(
      world.store.get('backups.postgresql.cnpg.io', 'database', 'b')!.status,
    ).toMatchObject({
      phase: 'failed',
      error: expect.stringContaining('not available'),
    });
    world.stop();
  });

  it.each([
    ['0 45 2 * * *', '2026-11-01T03:00:00Z', '2026-11-02T02:45:00.000Z'],
    // Five fields begin with seconds too: this strikes every hour.
    ['0 0 * * *', '2026-11-01T03:00:00Z', '2026-11-01T04:00:00.000Z'],
    ['@daily', '2026-11-01T03:00:00Z', '2026-11-02T00:00:00.000Z'],
    ['*/20 * * * * *', '2026-11-01T03:00:05Z', '2026-11-01T03:00:20.000Z'],
  ])('follow the schedule %s', (schedule, after, expected) => {
    expect(nextTime(schedule, new Date(after))?.toISOString()).toBe(expected);
  });
});
