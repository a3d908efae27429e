import knexFactory, { type Knex } from 'knex';
import { PluginDatabase } from '../database/PluginDatabase';
import { mockServices } from '@backstage/backend-test-utils';
import { startPostgres, type Postgres } from './startPostgres';

/** A kind of database, from which each test gets a new one; the one before is closed then. */
export interface DatabaseKind {
  name: string;
  start(): Promise<void>;
  /** Empty, not even migrated. */
  create(): Promise<Knex>;
  /** Another connection to the one that was created last, as another replica has it. */
  again(): Promise<Knex>;
  stop(): Promise<void>;
}

function sqlite(): DatabaseKind {
  const open: Knex[] = [];
  return {
    name: 'SQLite',
    async start() {},
    async create() {
      await close(open);
      const client = knexFactory({
        client: 'better-sqlite3',
        connection: ':memory:',
        useNullAsDefault: true,
        // As Backstage has it: each connection would be a database of its own.
        pool: { min: 1, max: 1 },
      });
      open.push(client);
      return client;
    },
    again: async () => open[open.length - 1],
    async stop() {
      await close(open);
    },
  };
}

function postgres(): DatabaseKind {
  const open: Knex[] = [];
  let server: Postgres | undefined;
  let admin: Knex | undefined;
  let count = 0;
  const again = async () => {
    const client = knexFactory({
      client: 'pg',
      connection: { ...server!.connection, database: `kasm_${count}` },
      useNullAsDefault: true,
    });
    open.push(client);
    return client;
  };
  return {
    name: 'PostgreSQL',
    async start() {
      server = await startPostgres();
      admin = knexFactory({ client: 'pg', connection: server.connection });
    },
    async create() {
      await close(open);
      count += 1;
      await admin!.raw(`create database kasm_${count}`);
      return again();
    },
    again,
    async stop() {
      await close(open);
      await admin?.destroy();
      await server?.stop();
    },
  };
}

async function close(open: Knex[]): Promise<void> {
  await Promise.all(open.splice(0).map(client => client.destroy()));
}

/** What the plugin's tables must work on: both, really. */
export const DATABASE_KINDS = [sqlite(), postgres()];

/** Opens a database as the plugin does. */
export async function openPluginDatabase(
  client: Knex,
): Promise<PluginDatabase> {
  const database = new PluginDatabase({
    database: { getClient: async () => client },
    logger: mockServices.logger.mock(),
  });
  database.start();
  await database.stop();
  return database;
}
