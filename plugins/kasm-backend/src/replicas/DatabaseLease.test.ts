import { mockServices } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { DATABASE_KINDS, openPluginDatabase } from '../__testUtils__/databases';
import { DatabaseLease, LeaseLost } from './DatabaseLease';

jest.setTimeout(60_000);

const SECOND = 1_000;

describe.each(DATABASE_KINDS)('DatabaseLease on $name', kind => {
  let first: Knex;
  let second: Knex;
  /** Clocks of the two, which nobody compares. */
  let clocks: [number, number];
  let leases: [DatabaseLease, DatabaseLease];

  beforeAll(() => kind.start());
  afterAll(() => kind.stop());
  beforeEach(async () => {
    first = await kind.create();
    second = await kind.again();
    clocks = [0, 5_000_000];
    const databases = [
      await openPluginDatabase(first),
      await openPluginDatabase(second),
    ];
    leases = [0, 1].map(
      index =>
        new DatabaseLease({
          database: databases[index],
          logger: mockServices.logger.mock(),
          now: () => clocks[index],
        }),
    ) as typeof leases;
  });

  const pass = (seconds: number) => {
    clocks = clocks.map(now => now + seconds * SECOND) as typeof clocks;
  };

  it('is had by one, and the other knows that', async () => {
    await Promise.all(leases.map(lease => lease.tick()));
    await Promise.all(leases.map(lease => lease.tick()));

    expect(leases.filter(({ leads }) => leads)).toHaveLength(1);
    expect(leases.filter(({ follows }) => follows)).toHaveLength(1);
  });

  it('stays with its holder for as long as that renews it', async () => {
    const [a, b] = leases;
    for (let round = 0; round < 20; round += 1) {
      await a.tick();
      await b.tick();
      pass(3);
      expect([a.leads, b.leads]).toEqual([true, false]);
    }
    expect(a.term).toBe(1);
  });

  it('is taken over within 30 s when its holder dies, and never had by two', async () => {
    const [a, b] = leases;
    await a.tick();
    await b.tick();
    let seconds = 0;
    while (!b.leads) {
      pass(1);
      seconds += 1;
      // a is dead, or cut off from the database: it must have stopped by itself.
      if (seconds % 3 === 0) {
        await b.tick();
      }
      expect(a.leads && b.leads).toBe(false);
      expect(seconds).toBeLessThanOrEqual(30);
    }
    expect(a.leads).toBe(false);
  });

  it('is not taken by one that looked away for long, but sees it renewed', async () => {
    const [a, b] = leases;
    await a.tick();
    await b.tick();
    pass(10);
    await a.tick();
    pass(10);
    await b.tick();

    expect(b.leads).toBe(false);
  });

  it('is given back at the end, so that nobody waits', async () => {
    const [a, b] = leases;
    await a.tick();
    await b.tick();
    await a.stop();
    expect(a.leads).toBe(false);

    await b.tick();
    expect(b.leads).toBe(true);
  });

  it('is lost by who was replaced while it slept, and nothing of what that writes then stays', async () => {
    const [a, b] = leases;
    await a.tick();
    await b.tick();
    clocks[1] += 19 * SECOND;
    await b.tick();
    expect(b.leads).toBe(true);
    // It has not noticed: its own clock stood still.
    expect(a.leads).toBe(true);

    const write = first.transaction(async transaction => {
      await transaction('history_deployments').insert({
        ref: 'rke2/a',
        health: 'healthy',
        findings: '[]',
        changed_at: 1,
      });
      await a.hold(transaction);
    });
    await expect(write).rejects.toThrow(LeaseLost);
    expect(await second('history_deployments').select()).toEqual([]);

    await a.tick();
    expect(a.leads).toBe(false);
  });

  it('begins another term when it comes back, since others may have written', async () => {
    const [a, b] = leases;
    await a.tick();
    await b.tick();
    await a.stop();
    await b.tick();
    await b.stop();
    await a.tick();

    expect(a.leads).toBe(true);
    expect(a.term).toBe(2);
  });
});

describe('DatabaseLease without a database', () => {
  it('leads nothing, and does not guess that another does', async () => {
    const logger = mockServices.logger.mock();
    const lease = new DatabaseLease({
      database: { client: undefined },
      logger,
    });
    await lease.tick();
    expect(lease.leads).toBe(false);
    expect(lease.follows).toBe(false);
    await lease.stop();
  });
});
