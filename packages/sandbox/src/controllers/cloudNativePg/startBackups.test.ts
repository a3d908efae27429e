import { ARCHIVED, createDatabaseWorld } from './createDatabaseWorld';

// Everything takes long on a machine with much else to do.
jest.setTimeout(60_000);

describe('backups', () => {
  const method = {
    method: 'plugin',
    pluginConfiguration: { name: 'barman-cloud.cloudnative-pg.io' },
  };

  it('are taken by schedule, the first at once, and complete', async () => {
    const world = createDatabaseWorld();
    world.installArchiver();
    await world.createCluster(ARCHIVED);
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
    const world = createDatabaseWorld();
    await world.createCluster({ instances: 1 });
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
});
