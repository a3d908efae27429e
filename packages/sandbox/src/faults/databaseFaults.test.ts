import { useManualWorld } from '../world/useManualWorld';
import { databaseFaults } from './databaseFaults';
import { installationOf } from './installation';

const HEALTHY = 'Cluster in healthy state';
const HOUR = 3_600_000;

describe('the faults of databases', () => {
  const world = useManualWorld({ seeded: true });

  const cluster = () =>
    world.rke2.get('clusters.postgresql.cnpg.io', 'database', 'kasm-pg')!;
  const status = () => cluster().status;
  const condition = (type: string) =>
    status().conditions.find((each: { type: string }) => each.type === type);
  const pods = () =>
    world.rke2.list('pods', {
      namespace: 'database',
      labels: { 'cnpg.io/podRole': 'instance' },
    });
  const log = (pod: string, container: string) =>
    world.rke2.logs
      .read('database', pod, container, false)!
      .map(({ text }) => text)
      .join('\n');
  const backups = () =>
    world.rke2
      .list('backups.postgresql.cnpg.io', { namespace: 'database' })
      .sort((a, b) =>
        (a.status?.stoppedAt ?? '~') < (b.status?.stoppedAt ?? '~') ? -1 : 1,
      );
  const schedule = () =>
    world.rke2.list('scheduledbackups.postgresql.cnpg.io', {
      namespace: 'database',
    });

  /** Injects a fault, looks after a while, heals it, and sees that everything is well again. */
  async function play(id: string, wait: number, look: () => void) {
    const fault = databaseFaults.find(each => each.id === id)!;
    const injection = fault.inject(
      world.controllers,
      installationOf(world.controllers),
    );
    await world.clock.advance(wait);
    look();
    await injection.heal();
    await world.clock.advance(180_000);
    expect([id, status().phase, status().readyInstances]).toEqual([
      id,
      HEALTHY,
      3,
    ]);
    expect(condition('ContinuousArchiving').status).toBe('True');
    const { uid } = cluster().metadata;
    const { contents } = world.controllers.postgres;
    expect([...contents.of(uid).initialised]).toEqual(['kasm']);
  }

  it('show in what the operator tells, and heal', async () => {
    await play('database-operator-missing', 5000, () => {
      const operator = world.rke2.get(
        'deployments.apps',
        'cnpg-system',
        'cnpg-controller-manager',
      )!;
      expect(operator.status.availableReplicas ?? 0).toBe(0);
      expect(status().phase).toBe(HEALTHY);
    });
    await play('database-password-unset', 1000, () => {
      expect(
        status().secretsResourceVersion.applicationSecretVersion,
      ).toBeUndefined();
      expect(status().readyInstances).toBe(3);
    });
    await play('database-needs-hands', 5000, () =>
      expect(status().phase).toMatch(/unknown plugin being required$/),
    );
    await play('database-needs-hands.user-action', 60_000, () =>
      expect(status()).toMatchObject({
        phase: 'Waiting for user action',
        phaseReason: 'User must issue a supervised switchover',
        readyInstances: 3,
      }),
    );
    await play('database-needs-hands.image-catalog', 5000, () =>
      expect(status().phase).toBe(
        'Cluster has incomplete or invalid image catalog',
      ),
    );
    await play('database-not-spread', 60_000, () =>
      expect(new Set(pods().map(({ spec }) => spec.nodeName)).size).toBe(1),
    );
    expect(new Set(pods().map(({ spec }) => spec.nodeName)).size).toBe(3);
  });

  it('take the database away, and give it back', async () => {
    await play('database-down', 70_000, () => {
      expect(status().readyInstances).toBeUndefined();
      expect(pods().some(({ status: { phase } }) => phase === 'Running')).toBe(
        false,
      );
    });
    await play('database-failover', 1000, () =>
      expect(status()).toMatchObject({
        phase: 'Failing over',
        targetPrimary: 'pending',
      }),
    );
    await play('database-failover.stuck', 360_000, () =>
      expect(status()).toMatchObject({
        phase: 'Failing over',
        targetPrimary: 'pending',
        readyInstances: 2,
      }),
    );
    await play('database-degraded', 360_000, () =>
      expect(status()).toMatchObject({
        readyInstances: 2,
        targetPrimary: status().currentPrimary,
      }),
    );
    await play('database-stopped', 30_000, () => {
      expect(condition('cnpg.io/hibernation').reason).toBe('Hibernated');
      expect(pods()).toEqual([]);
    });
    await play('database-stopped.fenced', 30_000, () => {
      expect(status().readyInstances).toBeUndefined();
      expect(pods()).toHaveLength(3);
    });
    await play('database-stopped.unattended', 1000, () =>
      expect(
        cluster().metadata.annotations!['cnpg.io/reconciliationLoop'],
      ).toBe('disabled'),
    );
    await play('database-disk', 60_000, () => {
      expect(status().phase).toBe('Not enough disk space');
      expect(log(status().currentPrimary, 'postgres')).toContain(
        'No space left on device',
      );
    });
    await play('database-connections-exhausted', 1000, () =>
      expect(log(status().currentPrimary, 'postgres')).toContain(
        'too many clients already',
      ),
    );
  });

  it('show in backups, and heal', async () => {
    await play('database-archiving-failing', 1000, () => {
      expect(condition('ContinuousArchiving')).toMatchObject({
        status: 'False',
        reason: 'ContinuousArchivingFailing',
      });
      expect(log(status().currentPrimary, 'plugin-barman-cloud')).toContain(
        'kasm-pg-backup-credentials',
      );
    });
    await play('database-backup-stale', 27 * HOUR, () => {
      const [newest] = backups().slice(-1);
      expect(newest.status).toMatchObject({
        phase: 'failed',
        error: expect.stringContaining('QuotaExceeded'),
      });
      expect(condition('LastBackupSucceeded').reason).toBe('LastBackupFailed');
    });
    expect(backups().slice(-1)[0].status.phase).toBe('completed');
    // Healed within the second of its injection: a second backup all the same.
    const before = backups().length;
    await play('database-backup-stale', 0, () =>
      expect(backups()).toHaveLength(before + 1),
    );
    expect(backups()).toHaveLength(before + 2);
    expect(backups().slice(-1)[0].status.phase).toBe('completed');
    await play('database-backup-misconfigured', 1000, () =>
      expect(schedule()[0].spec.suspend).toBe(true),
    );
    await play('database-backup-misconfigured.schedule', 1000, () =>
      expect(schedule()[0].spec.schedule.split(' ')).toHaveLength(5),
    );
    await play('database-backup-misconfigured.none', 1000, () =>
      expect(schedule()).toEqual([]),
    );
    expect(schedule()).toHaveLength(1);
  });

  it('make the database again, and once more', async () => {
    const jobLog = () =>
      world.rke2
        .list('pods', {
          namespace: 'database',
          labels: { 'cnpg.io/jobRole': 'initdb' },
        })
        .map(({ metadata }) => log(metadata.name, 'initdb'))
        .join('\n');
    await play('database-bootstrap-stuck', 660_000, () => {
      expect(status().phase).toBe('Setting up primary');
      expect(status().currentPrimary).toBeUndefined();
      expect(jobLog()).toContain('Expected empty archive');
    });
    await play('database-bootstrap-stuck.locale', 660_000, () => {
      expect(status().phase).toBe('Setting up primary');
      expect(jobLog()).toContain('invalid locale name');
    });
    await play('database-major-end-of-life', 120_000, () =>
      expect(status()).toMatchObject({
        phase: HEALTHY,
        pgDataImageInfo: { majorVersion: 13 },
      }),
    );
    expect(status().pgDataImageInfo.majorVersion).toBe(14);
  });
});
