import { mockServices } from '@backstage/backend-test-utils';
import knexFactory, { type Knex } from 'knex';
import { DATABASE_KINDS, openPluginDatabase } from '../__testUtils__/databases';
import { eventually } from '../__testUtils__/startPortal';
import { migrationsDirectory, PluginDatabase } from './PluginDatabase';

jest.setTimeout(60_000);

const TABLES = [
  'leases',
  'history_deployments',
  'history_transitions',
  'history_samples',
  'notices_told',
  'release_failures',
];

describe.each(DATABASE_KINDS)('PluginDatabase on $name', kind => {
  let client: Knex;
  beforeAll(() => kind.start());
  afterAll(() => kind.stop());
  beforeEach(async () => {
    client = await kind.create();
  });

  it('makes its tables in an empty database, and leaves them alone the next time', async () => {
    await openPluginDatabase(client);
    for (const table of TABLES) {
      expect(await client.schema.hasTable(table)).toBe(true);
    }
    await client('leases').insert({ name: 'x', holder: 'y', beat: 1 });

    const again = await openPluginDatabase(client);
    expect(again.client).toBeDefined();
    expect(await client('leases').select()).toHaveLength(1);
  });

  it('makes them where there is no second connection', async () => {
    const { client: driver, connection } = client.client.config;
    const only = knexFactory({
      client: driver,
      connection,
      useNullAsDefault: true,
      pool: { min: 0, max: 1 },
      acquireConnectionTimeout: 3_000,
    });
    try {
      expect((await openPluginDatabase(only)).client).toBe(only);
      expect(await only.schema.hasTable('history_samples')).toBe(true);
    } finally {
      await only.destroy();
    }
  });

  it('can be undone', async () => {
    await openPluginDatabase(client);
    await client.migrate.rollback({ directory: migrationsDirectory() }, true);

    for (const table of TABLES) {
      expect(await client.schema.hasTable(table)).toBe(false);
    }
  });

  it('makes no tables where that is somebody else’s business', async () => {
    const database = new PluginDatabase({
      database: { getClient: async () => client, migrations: { skip: true } },
      logger: mockServices.logger.mock(),
    });
    database.start();
    await database.stop();

    expect(database.client).toBeDefined();
    expect(await client.schema.hasTable('leases')).toBe(false);
  });

  it('is opened by replicas that start together', async () => {
    const clients = [client];
    for (let count = 1; count < 4; count += 1) {
      clients.push(await kind.again());
    }
    const logger = mockServices.logger.mock();
    const databases = clients.map(
      each =>
        new PluginDatabase({
          database: { getClient: async () => each },
          logger,
        }),
    );
    databases.forEach(database => database.start());
    await eventually(
      async () => databases.map(database => database.client !== undefined),
      open => open.every(Boolean),
    );
    await Promise.all(databases.map(database => database.stop()));
    for (const table of TABLES) {
      expect(await client.schema.hasTable(table)).toBe(true);
    }
  });

  it('is not shut out by one that was killed while it made its tables', async () => {
    await openPluginDatabase(client);
    await client.migrate.rollback({ directory: migrationsDirectory() }, true);
    if (kind.name === 'PostgreSQL') {
      await client('knex_migrations_lock').update({ is_locked: 1 });
    }

    expect((await openPluginDatabase(client)).client).toBeDefined();
  });
});

describe('PluginDatabase', () => {
  it('tries again until the database is there, and holds nobody up', async () => {
    const [sqlite] = DATABASE_KINDS;
    const client = await sqlite.create();
    const logger = mockServices.logger.mock();
    let there = false;
    const database = new PluginDatabase({
      database: {
        async getClient() {
          if (!there) {
            throw new Error('connection refused');
          }
          return client;
        },
      },
      logger,
    });
    database.start();
    await eventually(
      async () => logger.warn.mock.calls.length,
      calls => calls > 0,
    );
    expect(database.client).toBeUndefined();
    expect(logger.warn).toHaveBeenCalledWith(
      expect.stringContaining('connection refused'),
    );

    there = true;
    await eventually(
      async () => database.client,
      open => open !== undefined,
    );
    await database.stop();
    await sqlite.stop();
  });
});
