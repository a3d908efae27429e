import { createWorkloadWorld, podTemplate } from './createWorkloadWorld';

// Everything takes long on a machine with much else to do.
jest.setTimeout(60_000);

let world: ReturnType<typeof createWorkloadWorld>;
afterEach(() => world.stop());

const job = (spec: object) => ({
  apiVersion: 'batch/v1',
  kind: 'Job',
  metadata: { name: 'init', namespace: 'kasm' },
  spec: { template: podTemplate('api:1', { restartPolicy: 'Never' }), ...spec },
});
const read = () => world.store.get('jobs.batch', 'kasm', 'init')!;
const condition = (type: string) =>
  (read().status.conditions ?? []).find(
    (each: { type: string }) => each.type === type,
  );

describe('jobs', () => {
  it('run so many pods at a time until so many have succeeded', async () => {
    world = createWorkloadWorld();
    world.store.create(job({ parallelism: 2, completions: 3 }));
    await world.clock.advance(200);
    expect(read().status.active).toBe(2);
    await world.clock.advance(20_000);
    expect(read().status).toMatchObject({ succeeded: 3 });
    expect(condition('Complete')).toMatchObject({ status: 'True' });
    expect(world.pods()).toHaveLength(3);
  });

  it('fail when they run for too long, and their pods go', async () => {
    world = createWorkloadWorld([() => ({ does: 'serve', readyAfter: 100 })]);
    world.store.create(job({ activeDeadlineSeconds: 20 }));
    await world.clock.advance(15_000);
    expect(condition('Failed')).toBeUndefined();
    await world.clock.advance(10_000);
    expect(condition('Failed')).toMatchObject({
      status: 'True',
      reason: 'DeadlineExceeded',
      message: 'Job was active longer than specified deadline',
    });
    expect(world.pods()).toHaveLength(0);
  });

  it('wait longer after each failed pod', async () => {
    world = createWorkloadWorld([
      () => ({ does: 'end', after: 100, result: () => ({ exitCode: 1 }) }),
    ]);
    world.store.create(job({ backoffLimit: 2 }));
    await world.clock.advance(8000);
    expect(world.pods()).toHaveLength(1);
    await world.clock.advance(8000);
    expect(world.pods()).toHaveLength(2);
    await world.clock.advance(30_000);
    expect(world.pods()).toHaveLength(3);
    expect(condition('Failed').reason).toBe('BackoffLimitExceeded');
    expect(read().status.failed).toBe(3);
  });

  it('are made by CronJobs at their times, of which only some finished ones stay', async () => {
    world = createWorkloadWorld();
    world.store.create({
      apiVersion: 'batch/v1',
      kind: 'CronJob',
      metadata: { name: 'nightly', namespace: 'kasm' },
      spec: {
        schedule: '*/10 * * * *',
        successfulJobsHistoryLimit: 2,
        jobTemplate: {
          spec: { template: podTemplate('api:1', { restartPolicy: 'Never' }) },
        },
      },
    });
    await world.clock.advance(45 * 60_000);
    const jobs = world.store.list('jobs.batch', { namespace: 'kasm' });
    expect(jobs).toHaveLength(2);
    expect(jobs[1].metadata.name).toMatch(/^nightly-\d+$/);
    expect(world.events('CronJob')).toHaveLength(4);
    expect(
      world.store.get('cronjobs.batch', 'kasm', 'nightly')!.status,
    ).toMatchObject({ lastScheduleTime: '2026-11-01T08:40:00Z' });
  });
});
