import { archivedAs, BUCKET, createDatabaseWorld } from './createDatabaseWorld';

// Everything takes long on a machine with much else to do.
jest.setTimeout(60_000);

const HOUR = 3_600_000;
const method = {
  method: 'plugin',
  pluginConfiguration: { name: 'barman-cloud.cloudnative-pg.io' },
};

let world: ReturnType<typeof createDatabaseWorld>;
beforeEach(() => {
  world = createDatabaseWorld();
  world.installArchiver();
});
afterEach(() => world.stop());

const backups = () =>
  world.store.list('backups.postgresql.cnpg.io', { namespace: 'database' });
const schedule = (more: object = {}) =>
  world.store.create({
    apiVersion: 'postgresql.cnpg.io/v1',
    kind: 'ScheduledBackup',
    metadata: { name: 'kasm-pg-daily', namespace: 'database' },
    spec: {
      schedule: '0 45 2 * * *',
      immediate: true,
      cluster: { name: 'kasm-pg' },
      ...method,
      ...more,
    },
  });
const take = (name: string, spec: object = method) =>
  world.store.create({
    apiVersion: 'postgresql.cnpg.io/v1',
    kind: 'Backup',
    metadata: { name, namespace: 'database' },
    spec: { cluster: { name: 'kasm-pg' }, ...spec },
  });
const status = (name: string) =>
  world.store.get('backups.postgresql.cnpg.io', 'database', name)!.status;
const dropSecret = () => world.store.delete('secrets', 'database', 'bucket');
const window = () =>
  world.store.get('objectstores.barmancloud.cnpg.io', 'database', 'store')!
    .status.serverRecoveryWindow['kasm-pg'];

describe('backups by the plugin', () => {
  it('are taken by schedule, the first at once, and tell what can be recovered', async () => {
    await world.createCluster(archivedAs('kasm-pg'));
    schedule();
    await world.clock.advance(1000);
    expect(world.condition('LastBackupSucceeded')).toMatchObject({
      status: 'False',
      reason: 'BackupStarted',
    });
    await world.clock.advance(10_000);
    expect(backups().map(backup => backup.status.phase)).toEqual(['completed']);
    expect(backups()[0].status).toMatchObject({
      serverName: 'kasm-pg',
      majorVersion: 14,
      instanceID: { podName: 'kasm-pg-2' },
    });
    await world.clock.advance(24 * HOUR);
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
    expect(world.condition('LastBackupSucceeded')).toMatchObject({
      status: 'True',
    });
    expect(window()).toEqual({
      firstRecoverabilityPoint: '2026-11-01T08:01:03Z',
      lastSuccessfulBackupTime: '2026-11-02T02:45:03Z',
    });
    expect(world.status().firstRecoverabilityPoint).toBeUndefined();

    // What is older than two days goes, but for the one that the window begins with.
    await world.clock.advance(72 * HOUR);
    expect(backups().map(backup => backup.metadata.name)).toEqual([
      'kasm-pg-daily-20261103024500',
      'kasm-pg-daily-20261104024500',
      'kasm-pg-daily-20261105024500',
    ]);
    expect(window().firstRecoverabilityPoint).toBe('2026-11-03T02:45:03Z');
  });

  it('are not taken while the schedule is suspended', async () => {
    await world.createCluster({ instances: 1, ...archivedAs('kasm-pg') });
    schedule({ suspend: true });
    await world.clock.advance(48 * HOUR);
    expect(backups()).toEqual([]);
  });

  it('fail with the reason while the bucket cannot be opened, as archiving does', async () => {
    await world.createCluster({ instances: 1, ...archivedAs('kasm-pg') });
    expect(world.condition('ContinuousArchiving').status).toBe('True');
    dropSecret();
    await world.clock.advance(100);
    expect(world.condition('ContinuousArchiving')).toMatchObject({
      status: 'False',
      reason: 'ContinuousArchivingFailing',
      message: expect.stringContaining('secrets "bucket" not found'),
    });
    expect(
      world.store.logs
        .read('database', 'kasm-pg-1', 'plugin-barman-cloud', false)!
        .map(({ text }) => text)
        .join('\n'),
    ).toContain('Error while calling ArchiveWAL');
    take('b');
    await world.clock.advance(10_000);
    expect(status('b')).toMatchObject({
      phase: 'failed',
      error: expect.stringContaining('secrets "bucket" not found'),
    });
    expect(world.condition('LastBackupSucceeded')).toMatchObject({
      status: 'False',
      reason: 'LastBackupFailed',
    });
    expect(window().lastFailedBackupTime).toMatch(/^2026-/);
  });

  it('fail when the Cluster has no such method', async () => {
    await world.createCluster({ instances: 1 });
    take('plugin');
    take('own', { method: 'barmanObjectStore' });
    take('snapshot', { method: 'volumeSnapshot' });
    await world.clock.advance(10_000);
    expect(status('plugin').error).toContain('not available');
    expect(status('own').error).toBe(
      'no barmanObjectStore section defined on the target cluster',
    );
    expect(status('snapshot').error).toContain('no VolumeSnapshot support');
  });
});

describe("backups by the operator's own support", () => {
  it('are told in the Cluster, and wait while WAL cannot be archived', async () => {
    await world.createCluster({
      instances: 1,
      backup: { barmanObjectStore: BUCKET, retentionPolicy: '7d' },
    });
    take('first', { method: 'barmanObjectStore' });
    await world.clock.advance(10_000);
    expect(status('first')).toMatchObject({
      phase: 'completed',
      destinationPath: BUCKET.destinationPath,
      serverName: 'kasm-pg',
    });
    expect(world.status()).toMatchObject({
      firstRecoverabilityPoint: '2026-11-01T08:01:03Z',
      lastSuccessfulBackup: '2026-11-01T08:01:03Z',
    });
    world.parts.disturbances.unreachableStore.set(
      'database/kasm-pg',
      'Connect timeout on endpoint URL',
    );
    take('second', { method: 'barmanObjectStore' });
    await world.clock.advance(10_000);
    expect(status('second').phase).toBe('walArchivingFailing');
    world.parts.disturbances.unreachableStore.clear();
    await world.clock.advance(10_000);
    expect(status('second').phase).toBe('completed');
  });
});
