import { mockCredentials } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type { DeploymentHistory } from '@kasm-portal/backstage-plugin-kasm-common';
import type { Knex } from 'knex';
import { startSandbox, type Sandbox } from 'sandbox';
import { DATABASE_KINDS } from './__testUtils__/databases';
import {
  eventually,
  startPortal,
  type Portal,
} from './__testUtils__/startPortal';

// Two cold starts, a sandbox and a PostgreSQL.
jest.setTimeout(120_000);

const REF = '/v1/deployments/rke2/workspaces';
const [, postgres] = DATABASE_KINDS;

/** Time that passes at once, for what counts minutes and for what counts leases. */
let passed = 0;
const pass = (ms: number) => {
  passed += ms;
};

describe('two replicas on one PostgreSQL', () => {
  let sandbox: Sandbox;
  let clients: Knex[];
  let portals: Portal[];

  beforeAll(async () => {
    const wall = Date.now;
    const steady = performance.now.bind(performance);
    jest.spyOn(Date, 'now').mockImplementation(() => wall() + passed);
    jest.spyOn(performance, 'now').mockImplementation(() => steady() + passed);
    await postgres.start();
    sandbox = await startSandbox({
      ports: { rke2: 0, harvester: 0, kasm: 0, control: 0 },
    });
    clients = [await postgres.create(), await postgres.again()];
    portals = [];
    for (const client of clients) {
      portals.push(
        await startPortal({
          sandbox,
          // Asked by the clock: it would look as if nobody had answered for long.
          kasm: { kasmApis: [] },
          database: { getClient: async () => client },
        }),
      );
    }
    for (const portal of portals) {
      await eventually(
        () => portal.get(REF),
        ({ body }) => body.health === 'healthy',
        30_000,
      );
    }
  });
  afterAll(async () => {
    await Promise.all((portals ?? []).map(portal => portal.stop()));
    await sandbox?.stop();
    await postgres.stop();
    jest.restoreAllMocks();
  });

  const historyOf = async (portal: Portal): Promise<DeploymentHistory> => {
    const from = new Date(Date.now() - 3_600_000).toISOString();
    const answer = await portal.get(`${REF}/history?from=${from}`);
    expect(answer.status).toBe(200);
    return answer.body;
  };
  const writers = () =>
    portals.filter(({ logs }) =>
      logs.includes('This replica writes the history and notifies'),
    );
  /** Samples that are there after another minute. */
  const anotherMinute = async (portal: Portal) => {
    const { samples } = await historyOf(portal);
    pass(60_000);
    return eventually(
      () => historyOf(portal),
      next => next.samples.length > samples.length,
      20_000,
    );
  };

  it('say the same of the same state, with the same tag', async () => {
    const tags = await eventually(
      async () => {
        const answers = await Promise.all(
          portals.map(portal => portal.get(REF)),
        );
        return answers.map(({ headers }) => headers.etag);
      },
      ([first, second]) => first !== undefined && first === second,
      30_000,
    );
    const answer = await portals[1].get(REF, { 'If-None-Match': tags[0] });
    expect(answer.status).toBe(304);
  });

  it('have one history, which one of them writes and both tell', async () => {
    await eventually(
      async () => writers().length,
      count => count === 1,
    );
    const told = await anotherMinute(portals[0]);

    expect(told.enabled).toBe(true);
    expect(told.samples[told.samples.length - 1]).toMatchObject({
      health: 'healthy',
      minutes: 1,
      databaseReady: 3,
      databaseDesired: 3,
    });
    expect((await historyOf(portals[1])).samples).toEqual(
      (await historyOf(portals[0])).samples,
    );
    const healths = told.transitions.map(({ to }) => to);
    expect(healths.filter(health => health === 'healthy')).toHaveLength(1);
    expect(writers()).toHaveLength(1);
  });

  it('answer with a tag, and refuse alike what is not there and what may not be seen', async () => {
    const [portal] = portals;
    const from = '2026-01-01T00:00:00Z';
    const span = `from=${from}&to=2026-01-02T00:00:00Z`;
    const first = await portal.get(`${REF}/history?${span}`);
    const again = await portal.get(`${REF}/history?${span}`, {
      'If-None-Match': first.headers.etag,
    });
    expect(again.status).toBe(304);
    expect(first.headers['cache-control']).toBe('private, no-cache');

    const unknown = await portal.get('/v1/deployments/rke2/nothing/history');
    const { decide } = portal;
    portal.decide = async permissions =>
      permissions.map(() => ({ result: AuthorizeResult.DENY }));
    const forbidden = await portal.get(`${REF}/history`);
    portal.decide = decide;
    expect(forbidden.status).toBe(404);
    expect(forbidden.body.error).toEqual(unknown.body.error);

    const nobody = await portal.get(`${REF}/history`, {
      authorization: mockCredentials.none.header(),
    });
    expect(nobody.status).toBe(401);
  });

  it.each([
    'from=yesterday',
    'resolution=0',
    'resolution=x',
    'from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z',
    'from=2026-99-01T00:00:00Z',
  ])('refuse to tell of %s', async query => {
    const answer = await portals[0].get(`${REF}/history?${query}`);
    expect(answer.status).toBe(400);
  });

  it('carry on when the one that writes dies: nothing twice, nothing lost', async () => {
    const [writer] = writers();
    const index = portals.indexOf(writer);
    const other = portals[1 - index];
    await clients[index].destroy();
    expect((await writer.get(REF)).status).toBe(200);
    expect((await writer.get(`${REF}/history`)).status).toBe(503);

    // It breaks while nobody leads.
    sandbox.inject('database-down');
    await eventually(
      () => other.get(REF),
      ({ body }) => body.health === 'down',
      60_000,
    );
    pass(20_000);
    await eventually(
      async () => writers(),
      those => those.includes(other),
      20_000,
    );
    await anotherMinute(other);
    const { samples, transitions } = await eventually(
      () => historyOf(other),
      told => told.transitions.some(({ to }) => to === 'down'),
      20_000,
    );

    const healths = transitions.map(({ to }) => to);
    expect(healths.filter(health => health === 'down')).toHaveLength(1);
    expect(healths.filter(health => health === 'healthy')).toHaveLength(1);
    expect(transitions[transitions.length - 1].appeared).toContain(
      'database-down',
    );
    expect(new Set(samples.map(({ at }) => at)).size).toBe(samples.length);
    expect(samples.every(({ minutes }) => minutes === 1)).toBe(true);
    expect(samples[samples.length - 1].health).toBe('down');
  });

  it('go on after all were stopped: what was recorded is still told', async () => {
    // One of them may have lost its database for good.
    const answers = await Promise.all(
      portals.map(portal => portal.get(`${REF}/history`)),
    );
    const other = portals[answers.findIndex(({ status }) => status === 200)];
    const before = await historyOf(other);
    await Promise.all(portals.map(portal => portal.stop()));
    const client = await postgres.again();
    const next = await startPortal({
      sandbox,
      kasm: { kasmApis: [] },
      database: { getClient: async () => client },
    });
    portals = [next];
    await eventually(
      () => next.get(`${REF}/history`),
      ({ status }) => status === 200,
      20_000,
    );
    await eventually(
      () => next.get(REF),
      ({ body }) => body.health === 'down',
      30_000,
    );
    const told = await anotherMinute(next);

    expect(told.samples.slice(0, before.samples.length)).toEqual(
      before.samples,
    );
    const known = before.transitions.length;
    expect(told.transitions.slice(0, known)).toEqual(before.transitions);
    // A start of the portal, which sees nothing at first, is no news.
    const since = told.transitions.slice(known).map(({ to }) => to);
    expect(since.filter(health => health !== 'down')).toEqual([]);
  });
});
