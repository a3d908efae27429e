import { createDatabaseWorld, image } from './createDatabaseWorld';
import { CLUSTERS } from './facts';

// Everything takes long on a machine with much else to do.
jest.setTimeout(60_000);

let world: ReturnType<typeof createDatabaseWorld>;
beforeEach(() => {
  world = createDatabaseWorld();
});
afterEach(() => world.stop());

const role = (pod: string) =>
  world.store.get('pods', 'database', pod)?.metadata.labels?.[
    'cnpg.io/instanceRole'
  ];
const endpoints = (service: string) =>
  world.store
    .list('endpointslices.discovery.k8s.io', { namespace: 'database' })
    .filter(
      ({ metadata }) =>
        metadata.labels?.['kubernetes.io/service-name'] === service,
    )
    .flatMap(slice => slice.endpoints ?? [])
    .filter(({ conditions }: any) => conditions.ready)
    .map(({ targetRef }: any) => targetRef.name);
/** As `kubectl cnpg promote` does. */
const promote = (instance: string) =>
  world.store.updateStatus(CLUSTERS, 'database', 'kasm-pg', status =>
    Object.assign(status, {
      targetPrimary: instance,
      targetPrimaryTimestamp: world.clock.now().toISOString(),
      phase: 'Switchover in progress',
      phaseReason: `Switching over to ${instance}`,
    }),
  );
const newPhases = (from: number) => world.phases.slice(from);

describe('a primary that is lost', () => {
  it('is followed by a replica, which the Services follow', async () => {
    await world.createCluster();
    expect(endpoints('kasm-pg-rw')).toEqual(['kasm-pg-1']);
    expect(endpoints('kasm-pg-ro')).toEqual(['kasm-pg-2', 'kasm-pg-3']);
    world.store.delete('pods', 'database', 'kasm-pg-1');
    await world.clock.advance(200);
    expect(world.status()).toMatchObject({
      phase: 'Failing over',
      phaseReason: 'Initiating a failover from kasm-pg-1',
      currentPrimary: 'kasm-pg-1',
      targetPrimary: 'pending',
      readyInstances: 2,
      danglingPVC: ['kasm-pg-1'],
    });
    expect(endpoints('kasm-pg-rw')).toEqual([]);
    await world.clock.advance(60_000);
    expect(world.status()).toMatchObject({
      phase: 'Cluster in healthy state',
      currentPrimary: 'kasm-pg-2',
      targetPrimary: 'kasm-pg-2',
      timelineID: 2,
      readyInstances: 3,
    });
    expect(role('kasm-pg-1')).toBe('replica');
    expect(endpoints('kasm-pg-rw')).toEqual(['kasm-pg-2']);
    expect(
      world.store
        .list('events', { namespace: 'database' })
        .filter(({ involvedObject }) => involvedObject.kind === 'Cluster')
        .map(({ reason }) => reason),
    ).toEqual(
      expect.arrayContaining([
        'CreatingInstance',
        'FailingOver',
        'FailoverTarget',
      ]),
    );
  });

  it('is waited for as long as the Cluster says', async () => {
    await world.createCluster({ failoverDelay: 30 });
    world.keepDown('kasm-pg-1');
    world.store.delete('pods', 'database', 'kasm-pg-1');
    await world.clock.advance(10_000);
    expect(world.status()).toMatchObject({
      targetPrimary: 'kasm-pg-1',
      currentPrimaryFailingSinceTimestamp: expect.stringMatching(/^2026-/),
    });
    await world.clock.advance(40_000);
    expect(world.status().currentPrimary).toBe('kasm-pg-2');
    expect(world.status().currentPrimaryFailingSinceTimestamp).toBeUndefined();
    world.keepDown(undefined);
  });

  it('is not followed by anybody while nobody can be chosen', async () => {
    await world.createCluster({ instances: 2 });
    world.parts.disturbances.withoutSuccessor.add('database/kasm-pg');
    world.store.delete('pods', 'database', 'kasm-pg-1');
    await world.clock.advance(60_000);
    expect(world.status()).toMatchObject({
      phase: 'Failing over',
      targetPrimary: 'pending',
    });
    world.parts.disturbances.withoutSuccessor.clear();
    await world.clock.advance(60_000);
    expect(world.status()).toMatchObject({
      phase: 'Cluster in healthy state',
      currentPrimary: 'kasm-pg-2',
    });
  });
});

describe('a primary that is moved on purpose', () => {
  it('hands over to the one that somebody promotes', async () => {
    await world.createCluster();
    const before = world.phases.length;
    promote('kasm-pg-3');
    await world.clock.advance(30_000);
    expect(newPhases(before)).toEqual([
      'Switchover in progress',
      'Cluster in healthy state',
    ]);
    expect(world.status().currentPrimary).toBe('kasm-pg-3');
    expect(role('kasm-pg-1')).toBe('replica');
  });

  it('leaves a node that is being emptied', async () => {
    await world.createCluster();
    const node = world.store.get('pods', 'database', 'kasm-pg-1')!.spec
      .nodeName;
    world.store.update('nodes', undefined, node, copy => {
      copy.spec = { ...copy.spec, unschedulable: true };
    });
    await world.clock.advance(30_000);
    expect(world.status()).toMatchObject({
      phase: 'Cluster in healthy state',
      currentPrimary: 'kasm-pg-2',
    });
  });
});

describe('instances that are replaced', () => {
  const uids = () => world.pods().map(pod => pod.metadata.uid);

  it('wait for one that stays away, and are healthy when it is back', async () => {
    await world.createCluster();
    world.keepDown('kasm-pg-3');
    world.store.delete('pods', 'database', 'kasm-pg-3');
    await world.clock.advance(120_000);
    expect(world.status()).toMatchObject({
      phase: 'Waiting for the instances to become active',
      readyInstances: 2,
      currentPrimary: 'kasm-pg-1',
      instancesStatus: { failed: ['kasm-pg-3'] },
    });
    world.keepDown(undefined);
    await world.clock.advance(10_000);
    expect(world.status().phase).toBe('Cluster in healthy state');
  });

  it('restart when asked to: the replicas one by one, the primary inside its pod', async () => {
    await world.createCluster();
    const before = uids();
    const from = world.phases.length;
    world.change(({ metadata }) => {
      metadata.annotations = {
        'kubectl.kubernetes.io/restartedAt': '2026-11-01T09:00:00Z',
      };
    });
    await world.clock.advance(120_000);
    expect(newPhases(from)).toEqual([
      'Upgrading cluster',
      'Primary instance is being restarted in-place',
      'Cluster in healthy state',
    ]);
    expect(world.status().currentPrimary).toBe('kasm-pg-1');
    expect(uids().map(uid => before.includes(uid))).toEqual([
      true,
      false,
      false,
    ]);
  });

  it('are made anew for another image, the primary without a switchover', async () => {
    await world.createCluster();
    const before = uids();
    const from = world.phases.length;
    world.change(({ spec }) => {
      spec.imageName = image('14.25-standard-bookworm');
    });
    await world.clock.advance(120_000);
    expect(newPhases(from)).toEqual([
      'Upgrading cluster',
      'Primary instance is being restarted without a switchover',
      'Cluster in healthy state',
    ]);
    expect(uids().filter(uid => before.includes(uid))).toEqual([]);
    expect(world.status()).toMatchObject({
      currentPrimary: 'kasm-pg-1',
      timelineID: 1,
      image: image('14.25-standard-bookworm'),
    });
  });

  it('hand over before the primary is made anew, when that is the method', async () => {
    await world.createCluster({ primaryUpdateMethod: 'switchover' });
    world.change(({ spec }) => {
      spec.imageName = image('14.25-standard-bookworm');
    });
    await world.clock.advance(120_000);
    expect(world.status()).toMatchObject({
      phase: 'Cluster in healthy state',
      currentPrimary: 'kasm-pg-2',
      timelineID: 2,
    });
  });

  it('wait for a person before the primary, when that is the strategy', async () => {
    await world.createCluster({ primaryUpdateStrategy: 'supervised' });
    world.change(({ spec }) => {
      spec.imageName = image('14.25-standard-bookworm');
    });
    await world.clock.advance(120_000);
    expect(world.status()).toMatchObject({
      phase: 'Waiting for user action',
      phaseReason: 'User must issue a supervised switchover',
      currentPrimary: 'kasm-pg-1',
    });
    promote('kasm-pg-2');
    await world.clock.advance(120_000);
    expect(world.status()).toMatchObject({
      phase: 'Cluster in healthy state',
      currentPrimary: 'kasm-pg-2',
    });
  });
});

describe('another major version', () => {
  it('is moved to while everything stands still, and back when that fails', async () => {
    await world.createCluster({ imageName: image('14-standard-bookworm') });
    const { systemID } = world.status();
    world.change(({ spec }) => {
      spec.imageName = image('16-standard-trixie');
    });
    await world.clock.advance(60_000);
    expect(world.status()).toMatchObject({
      phase: 'Upgrading Postgres major version',
      phaseReason: 'Upgrading cluster to major version 16',
      image: image('16-standard-trixie'),
      pgDataImageInfo: { majorVersion: 14 },
    });
    expect(world.status().readyInstances).toBeUndefined();

    world.change(({ spec }) => {
      spec.imageName = image('14-standard-bookworm');
    });
    await world.clock.advance(120_000);
    expect(world.status()).toMatchObject({
      phase: 'Cluster in healthy state',
      readyInstances: 3,
    });

    world.change(({ spec }) => {
      spec.imageName = image('16-standard-bookworm');
    });
    await world.clock.advance(120_000);
    expect(world.status()).toMatchObject({
      phase: 'Cluster in healthy state',
      readyInstances: 3,
      pgDataImageInfo: { majorVersion: 16 },
    });
    expect(world.status().systemID).not.toBe(systemID);
  });
});
