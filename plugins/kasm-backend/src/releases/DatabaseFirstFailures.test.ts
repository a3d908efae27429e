import { mockServices } from '@backstage/backend-test-utils';
import type { KubeObject } from '@kasm-portal/backstage-plugin-kasm-node';
import type { Knex } from 'knex';
import { DATABASE_KINDS } from '../__testUtils__/databases';
import { viewsOf } from '../__testUtils__/viewsOf';
import { migrationsDirectory } from '../database/PluginDatabase';
import { healthyObservation } from '../evaluate/__fixtures__/healthyObservation';
import { watchRelease } from '../sources/release';
import { DatabaseFirstFailures } from './DatabaseFirstFailures';

// PostgreSQL has to begin.
jest.setTimeout(60_000);

const DAY = 24 * 60 * 60 * 1000;
const { deployment } = healthyObservation();
const namespace = deployment.systemNamespace;

const chart = (generation: number, uid = 'u'): KubeObject => ({
  apiVersion: 'helm.cattle.io/v1',
  kind: 'HelmChart',
  metadata: { name: 'kasm', namespace, uid, generation },
  spec: { failurePolicy: 'retry' },
});

const attempt = (message: string, minute: number): KubeObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: {
    name: 'helm-install-kasm-x',
    namespace,
    labels: { 'helmcharts.helm.cattle.io/chart': 'kasm' },
  },
  status: {
    containerStatuses: [
      {
        name: 'helm',
        lastState: {
          terminated: {
            exitCode: 1,
            message,
            finishedAt: `2026-11-22T10:0${minute}:00Z`,
          },
        },
      },
    ],
  },
});

const COMPLETE: KubeObject = {
  apiVersion: 'batch/v1',
  kind: 'Job',
  metadata: { name: 'helm-install-kasm', namespace },
  status: { conditions: [{ type: 'Complete', status: 'True' }] },
};

describe.each(DATABASE_KINDS)('the first failure of Helm on $name', kind => {
  let client: Knex | undefined;
  let open: Knex;
  let now: number;

  beforeAll(async () => {
    await kind.start();
    open = await kind.create();
    await open.migrate.latest({ directory: migrationsDirectory() });
  });
  afterAll(() => kind.stop());
  beforeEach(async () => {
    now = Date.parse('2026-11-22T12:00:00Z');
    client = open;
    await open('release_failures').delete();
  });

  /** A portal's process, which sees these objects. */
  const replica = (...objects: KubeObject[]) => {
    const logger = mockServices.logger.mock();
    const firstFailures = new DatabaseFirstFailures({
      client: () => client,
      logger,
      now: () => now,
    });
    const changed = jest.fn();
    const source = watchRelease({
      views: viewsOf(objects),
      deployment,
      firstFailures,
      changed,
    });
    return {
      logger,
      changed,
      tells: () => source.sighting().facts?.firstFailure?.message,
      pulse: () => firstFailures.pulse(),
      stop: () => source.stop(),
    };
  };

  it('outlives the process that saw it', async () => {
    const first = replica(chart(1), attempt('the chart is missing', 0));
    expect(first.tells()).toBe('the chart is missing');
    await first.pulse();
    first.stop();

    const next = replica(chart(1), attempt('a retry was refused', 5));
    next.tells();
    await next.pulse();
    expect(next.changed).toHaveBeenCalled();
    expect(next.tells()).toBe('the chart is missing');

    // What is asked for now is another matter.
    const other = replica(chart(2), attempt('a retry was refused', 5));
    await other.pulse();
    expect(other.tells()).toBe('a retry was refused');
  });

  it('is the same for replicas that saw different attempts', async () => {
    const one = replica(chart(1), attempt('the chart is missing', 0));
    const two = replica(chart(1), attempt('a retry was refused', 5));
    for (const each of [one, two]) {
      each.tells();
    }
    await one.pulse();
    await two.pulse();

    expect([one.tells(), two.tells()]).toEqual([
      'the chart is missing',
      'the chart is missing',
    ]);
    expect(await open('release_failures').select()).toHaveLength(1);
  });

  it('comes to a replica that saw no attempt at all', async () => {
    const blind = replica(chart(1));
    await blind.pulse();
    expect(blind.tells()).toBeUndefined();

    const other = replica(chart(1), attempt('the chart is missing', 0));
    other.tells();
    await other.pulse();
    now += 30_000;
    await blind.pulse();
    expect(blind.tells()).toBe('the chart is missing');
  });

  it('is over when what was asked for has worked', async () => {
    const objects = [chart(1), attempt('the chart is missing', 0)];
    const first = replica(...objects);
    first.tells();
    await first.pulse();

    const next = replica(...objects, COMPLETE);
    await next.pulse();
    expect(next.tells()).toBeUndefined();
    await next.pulse();
    expect(await open('release_failures').select()).toEqual([]);
  });

  it('holds nobody up while the database is away, and is written when it is back', async () => {
    client = undefined;
    const { tells, pulse } = replica(chart(1), attempt('no such values', 0));
    expect(tells()).toBe('no such values');
    await pulse();
    client = open;
    await pulse();

    expect(await open('release_failures').pluck('message')).toEqual([
      'no such values',
    ]);
  });

  it('says once that it cannot be remembered, without what it is', async () => {
    const { tells, pulse, logger } = replica(
      chart(1),
      attempt('no such values', 0),
    );
    tells();
    await open.schema.renameTable('release_failures', 'elsewhere');
    await pulse();
    await pulse();
    await open.schema.renameTable('elsewhere', 'release_failures');
    await pulse();

    expect(logger.warn).toHaveBeenCalledTimes(1);
    expect(String(logger.warn.mock.calls)).not.toContain('no such values');
    expect(await open('release_failures').select()).toHaveLength(1);
  });

  it('has no secret in it, and is of any cluster a row that fits', async () => {
    const { tells, pulse } = replica(
      chart(1, `${'u'.repeat(500)}\u0000`),
      attempt(`password=hunter2-hunter2 ${'x'.repeat(2000)}`, 0),
    );
    tells();
    await pulse();

    const rows = await open('release_failures').select();
    expect(rows).toHaveLength(1);
    expect(rows[0].message.length).toBeLessThanOrEqual(300);
    expect(JSON.stringify(rows)).not.toContain('hunter2');
  });

  it('is forgotten when nobody minded for long', async () => {
    const { tells, pulse } = replica(chart(1), attempt('no such values', 0));
    tells();
    await pulse();
    now += 91 * DAY;
    await replica(chart(2)).pulse();

    expect(await open('release_failures').select()).toEqual([]);
  });
});
