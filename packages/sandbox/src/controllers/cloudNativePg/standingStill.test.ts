import { createDatabaseWorld } from './createDatabaseWorld';

// Everything takes long on a machine with much else to do.
jest.setTimeout(60_000);

let world: ReturnType<typeof createDatabaseWorld>;
beforeEach(() => {
  world = createDatabaseWorld();
});
afterEach(() => world.stop());

const annotate = (annotations: Record<string, string>) =>
  world.change(({ metadata }) => {
    metadata.annotations = { ...metadata.annotations, ...annotations };
  });

describe('a Cluster that is hibernated', () => {
  it('has no pods, keeps its volumes and its phase, and wakes up', async () => {
    await world.createCluster();
    annotate({ 'cnpg.io/hibernation': 'on' });
    await world.clock.advance(30_000);
    expect(world.pods()).toEqual([]);
    expect(
      world.store.list('persistentvolumeclaims', { namespace: 'database' }),
    ).toHaveLength(3);
    expect(world.status()).toMatchObject({
      phase: 'Cluster in healthy state',
      instances: 3,
      danglingPVC: ['kasm-pg-1', 'kasm-pg-2', 'kasm-pg-3'],
    });
    expect(world.status().readyInstances).toBeUndefined();
    expect(world.condition('cnpg.io/hibernation')).toMatchObject({
      status: 'True',
      reason: 'Hibernated',
      message: 'Cluster has been hibernated',
    });
    annotate({ 'cnpg.io/hibernation': 'off' });
    await world.clock.advance(60_000);
    expect(world.status()).toMatchObject({
      phase: 'Cluster in healthy state',
      readyInstances: 3,
      currentPrimary: 'kasm-pg-1',
    });
    expect(world.condition('cnpg.io/hibernation')).toBeUndefined();
  });
});

describe('instances that are fenced', () => {
  const ready = () =>
    world
      .pods()
      .map(
        ({ status }) =>
          status.conditions.find((each: any) => each.type === 'Ready').status,
      );

  it('run and serve nobody, and nobody takes over', async () => {
    await world.createCluster();
    const before = world.pods().map(({ metadata }) => metadata.uid);
    annotate({ 'cnpg.io/fencedInstances': '["*"]' });
    await world.clock.advance(60_000);
    expect(ready()).toEqual(['False', 'False', 'False']);
    expect(world.pods().map(({ metadata }) => metadata.uid)).toEqual(before);
    expect(world.status()).toMatchObject({
      phase: 'Cluster in healthy state',
      currentPrimary: 'kasm-pg-1',
      targetPrimary: 'kasm-pg-1',
    });
    expect(world.status().readyInstances).toBeUndefined();
    annotate({ 'cnpg.io/fencedInstances': '[]' });
    await world.clock.advance(60_000);
    expect(world.status().readyInstances).toBe(3);
  });
});

describe('a Cluster that is left alone', () => {
  it('is not reconciled while its annotation says so', async () => {
    await world.createCluster();
    annotate({ 'cnpg.io/reconciliationLoop': 'disabled' });
    world.store.delete('pods', 'database', 'kasm-pg-3');
    await world.clock.advance(60_000);
    expect(world.pods()).toHaveLength(2);
    annotate({ 'cnpg.io/reconciliationLoop': 'enabled' });
    await world.clock.advance(60_000);
    expect(world.pods()).toHaveLength(3);
  });

  it('is not reconciled while the operator has no pod, and is afterwards', async () => {
    await world.createCluster();
    world.scaleOperator(0);
    world.store.delete('pods', 'database', 'kasm-pg-1');
    world.store.create({
      apiVersion: 'postgresql.cnpg.io/v1',
      kind: 'Backup',
      metadata: { name: 'b', namespace: 'database' },
      spec: { cluster: { name: 'kasm-pg' }, method: 'barmanObjectStore' },
    });
    await world.clock.advance(60_000);
    expect(world.pods()).toHaveLength(2);
    expect(world.status()).toMatchObject({
      phase: 'Cluster in healthy state',
      readyInstances: 3,
    });
    const backup = () =>
      world.store.get('backups.postgresql.cnpg.io', 'database', 'b')!.status;
    expect(backup()?.phase).toBeUndefined();
    world.scaleOperator(1);
    await world.clock.advance(60_000);
    expect(world.status()).toMatchObject({
      phase: 'Cluster in healthy state',
      readyInstances: 3,
      currentPrimary: 'kasm-pg-2',
    });
    expect(backup().phase).toBe('failed');
  });
});

describe('an instance whose disk is full', () => {
  it('stops everything, without anybody taking over', async () => {
    await world.createCluster();
    world.parts.disturbances.full.add('database/kasm-pg-1');
    world.kubelet.recheck('database', 'kasm-pg-1');
    await world.clock.advance(60_000);
    expect(world.status()).toMatchObject({
      phase: 'Not enough disk space',
      currentPrimary: 'kasm-pg-1',
      targetPrimary: 'kasm-pg-1',
      readyInstances: 2,
    });
    expect(
      world.store.logs
        .read('database', 'kasm-pg-1', 'postgres', true)!
        .map(({ text }) => text)
        .join('\n'),
    ).toContain('No space left on device');
    world.parts.disturbances.full.clear();
    world.kubelet.recheck('database', 'kasm-pg-1');
    await world.clock.advance(60_000);
    expect(world.status()).toMatchObject({
      phase: 'Cluster in healthy state',
      readyInstances: 3,
    });
  });
});
