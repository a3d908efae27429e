import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type { Knex } from 'knex';
import { startSandbox, type Sandbox } from 'sandbox';
import { DATABASE_KINDS } from '../__testUtils__/databases';
import {
  allowAll,
  eventually,
  startPortal,
  type Portal,
} from '../__testUtils__/startPortal';

// A cold start compiles half of Backstage.
jest.setTimeout(120_000);

const REF = 'rke2/workspaces';
const PATH = `/v1/deployments/${REF}`;
const ACTIONS = '/.backstage/actions/v1/actions';
const [sqlite] = DATABASE_KINDS;

describe('SEC-21: who uses the sessions', () => {
  let sandbox: Sandbox;
  let portal: Portal;
  let database: Knex;
  /** Names of people, and whatever opens their sessions. */
  let people: string[];

  beforeAll(async () => {
    sandbox = await startSandbox({
      ports: { rke2: 0, harvester: 0, kasm: 0, control: 0 },
      speed: 20,
    });
    await sqlite.start();
    database = await sqlite.create();
    portal = await startPortal({
      sandbox,
      kasm: { notifications: { holdSeconds: 1 } },
      database: { getClient: async () => database },
    });
    const { body } = await eventually(
      () => portal.get(`${PATH}/sessions`),
      answer => answer.body.items?.length > 0,
      30_000,
    );
    people = body.items.flatMap(({ user, address }: any) =>
      [user, address].filter(Boolean),
    );
  });
  afterAll(async () => {
    await portal?.stop();
    await sqlite.stop();
    await sandbox?.stop();
  });
  beforeEach(() => {
    portal.decide = allowAll;
  });

  const hasNobody = (what: string, text: string) => {
    expect([what, text.length > 2]).toEqual([what, true]);
    expect([
      what,
      people.filter(person => text.includes(person)),
      /@example\.com/.test(text),
    ]).toEqual([what, [], false]);
  };

  it('is told by the list of sessions, to whoever may see that', () => {
    expect(people.length).toBeGreaterThan(0);
  });

  it('is not in the document, the lists, the history, the logs or the actions, whoever asks', async () => {
    for (const path of [
      PATH,
      '/v1/deployments',
      `${PATH}/history`,
      `${PATH}/logs/manager?tail=500`,
      '/v1/clusters',
    ]) {
      hasNobody(path, (await portal.get(path)).text);
    }
    for (const action of ['list', 'get', 'diagnose']) {
      const { body } = await portal.get(ACTIONS);
      const { id } = body.actions.find((one: { id: string }) =>
        one.id.startsWith(`kasm:${action}-`),
      );
      const input = action === 'list' ? {} : { deployment: REF };
      const answer = await portal.post(`${ACTIONS}/${id}/invoke`, input);
      expect(answer.status).toBe(200);
      hasNobody(id, answer.text);
    }
  });

  it('is not in the list of sessions without kasm.sessions.details', async () => {
    portal.decide = async permissions =>
      permissions.map(({ permission }) => ({
        result:
          permission.name === 'kasm.sessions.details'
            ? AuthorizeResult.DENY
            : AuthorizeResult.ALLOW,
      }));
    const { text, body } = await portal.get(`${PATH}/sessions`);
    expect(body.items.length).toBeGreaterThan(0);
    hasNobody('sessions', text);
  });

  it('is not in what is kept or told when something breaks', async () => {
    sandbox.inject('database-down');
    await eventually(
      async () => ({ told: portal.notifications.length }),
      ({ told }) => told > 0,
      40_000,
    );
    sandbox.heal();
    const tables: Array<{ name: string }> = await database('sqlite_master')
      .where({ type: 'table' })
      .select('name');
    const rows = await Promise.all(tables.map(({ name }) => database(name)));

    expect(tables.map(({ name }) => name)).toContain('history_transitions');
    hasNobody('database', JSON.stringify(rows));
    hasNobody('notifications', JSON.stringify(portal.notifications));
    hasNobody('events', JSON.stringify(portal.events));
    hasNobody("the backend's log", JSON.stringify(portal.logs));
    hasNobody(
      'audit',
      JSON.stringify(portal.audit.map(({ request: _, ...rest }) => rest)),
    );
  });
});
