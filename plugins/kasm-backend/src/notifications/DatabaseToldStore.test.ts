import type { Knex } from 'knex';
import { DATABASE_KINDS } from '../__testUtils__/databases';
import { migrationsDirectory } from '../database/PluginDatabase';
import { DatabaseToldStore } from './DatabaseToldStore';

const DAY = 24 * 60 * 60 * 1000;

// PostgreSQL has to begin.
jest.setTimeout(60_000);

describe.each(DATABASE_KINDS)('DatabaseToldStore on $name', kind => {
  let client: Knex;
  let now = 0;
  const store = new DatabaseToldStore({ client: () => client, now: () => now });

  beforeAll(async () => {
    await kind.start();
    client = await kind.create();
    await client.migrate.latest({ directory: migrationsDirectory() });
  });
  afterAll(() => kind.stop());
  beforeEach(async () => {
    now = 0;
    await client('notices_told').delete();
  });

  it('remembers the last that was told of each', async () => {
    await store.put('rke2/a', { severity: 'high', keys: ['x'] });
    await store.put('rke2/a', { severity: 'critical', keys: ['x', 'y:z'] });
    await store.put('rke2/b', { severity: 'high', keys: [] });

    expect(await store.all()).toEqual(
      new Map([
        ['rke2/a', { severity: 'critical', keys: ['x', 'y:z'] }],
        ['rke2/b', { severity: 'high', keys: [] }],
      ]),
    );
  });

  it('keeps nothing of what is well', async () => {
    await store.put('rke2/a', { severity: 'high', keys: ['x'] });
    await store.put('rke2/a', { keys: [] });

    expect(await client('notices_told').select()).toEqual([]);
  });

  it('forgets what is gone for long', async () => {
    await store.put('rke2/a', { severity: 'high', keys: [] });
    now = 89 * DAY;
    expect((await store.all()).size).toBe(1);
    now = 91 * DAY;
    expect((await store.all()).size).toBe(0);
  });

  it('can be asked once the database is open', () => {
    expect(store.ready).toBe(true);
    expect(new DatabaseToldStore({ client: () => undefined }).ready).toBe(
      false,
    );
  });
});
