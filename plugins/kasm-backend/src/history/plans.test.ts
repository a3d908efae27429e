import type { Knex } from 'knex';
import { DATABASE_KINDS, openPluginDatabase } from '../__testUtils__/databases';
import {
  BEGIN,
  startHistory,
  type TestHistory,
} from './__testUtils__/startHistory';

jest.setTimeout(60_000);

const DAY = 24 * 60 * 60 * 1000;
const REF = 'rke2/kasm';
const iso = (ms: number) => new Date(ms).toISOString();

/**
 * Costs that do not grow with what is kept of other deployments and of other times: every statement on
 * the two long tables goes through an index. SQLite tells its plans whatever is in the tables.
 */
describe('statements of the history', () => {
  const [sqlite] = DATABASE_KINDS;
  let client: Knex;
  let history: TestHistory;

  beforeAll(async () => {
    client = await sqlite.create();
    await openPluginDatabase(client);
    history = startHistory(client);
  });
  afterAll(async () => {
    await history.stop();
    await sqlite.stop();
  });

  it('never read a long table from end to end', async () => {
    history.judge(REF);
    history.judge('rke2/gone');
    await history.pass(1);
    const heard = new Map<string, readonly unknown[]>();
    client.on('query', ({ sql, bindings }) => {
      if (/history_(samples|transitions)/.test(sql)) {
        heard.set(sql, bindings ?? []);
      }
    });

    history.judge(REF, { health: 'down' });
    await history.pass(1);
    await history.archive.read(REF, { from: iso(BEGIN - 90 * DAY) });
    history.remove('rke2/gone');
    await history.pass(1);
    // Everything becomes old, in every way.
    for (const days of [2, 8, 91, 40]) {
      history.clock.now += days * DAY;
      await history.pass(3);
    }

    const explained = [...heard].filter(([sql]) =>
      /^(select|delete|insert into history_samples\s+\([^)]*\)\s+select)/i.test(
        sql.trim(),
      ),
    );
    expect(explained.length).toBeGreaterThanOrEqual(9);
    for (const [sql, bindings] of explained) {
      const plan: Array<{ detail: string }> = await client.raw(
        `explain query plan ${sql}`,
        bindings as never,
      );
      const scans = plan
        .map(({ detail }) => detail)
        .filter(detail => detail.startsWith('SCAN'));
      expect({ sql, scans }).toEqual({ sql, scans: [] });
    }
  });
});
