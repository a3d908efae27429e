import {
  type DatabaseService,
  type LoggerService,
  resolvePackagePath,
} from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';

const FIRST_PAUSE = 1_000;
const LONGEST_PAUSE = 30_000;

/** A statement that takes longer is given up; what asked for it asks again. */
export const STATEMENT_LIMIT = 10_000;

/**
 * The plugin's own database. Opened in the background, and as often as it takes: what the portal sees
 * now can be seen without it.
 *
 * @internal
 */
export class PluginDatabase {
  private opened: Knex | undefined;
  private timer: NodeJS.Timeout | undefined;
  private opening: Promise<void> | undefined;
  private stopped = false;

  constructor(
    private readonly options: {
      database: DatabaseService;
      logger: LoggerService;
    },
  ) {}

  /** Undefined while it is not open yet. */
  get client(): Knex | undefined {
    return this.opened;
  }

  start(): void {
    this.open(FIRST_PAUSE);
  }

  /**
   * Connections are the database service's own: it closes them. A migration that runs comes to its end
   * first, since one that is cut off leaves its lock behind.
   */
  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    let timer: NodeJS.Timeout | undefined;
    const enough = new Promise<void>(resolve => {
      timer = setTimeout(resolve, STATEMENT_LIMIT);
    });
    await Promise.race([this.opening, enough]);
    clearTimeout(timer);
  }

  private open(pause: number): void {
    this.opening = this.attempt().catch(error => {
      if (this.stopped) {
        return;
      }
      this.options.logger.warn(
        `The database is not ready (${error.message}); nothing is remembered until it is. Trying again`,
      );
      this.timer = setTimeout(
        () => this.open(Math.min(pause * 2, LONGEST_PAUSE)),
        pause,
      );
    });
  }

  private async attempt(): Promise<void> {
    const { database } = this.options;
    const client = await database.getClient();
    if (!database.migrations?.skip) {
      await migrate(client);
    }
    this.opened = client;
  }
}

/** Any number that no other plugin of the same database uses. */
const MIGRATION_LOCK = 7_443_001;

/**
 * Knex's own lock does not bear two replicas that begin on an empty database together, and stays for
 * ever when its holder is killed. So PostgreSQL's goes around it, which ends with its connection.
 */
async function migrate(client: Knex): Promise<void> {
  const directory = migrationsDirectory();
  if (client.client.dialect !== 'postgresql') {
    await client.migrate.latest({ directory });
    return;
  }
  await client.transaction(async transaction => {
    await transaction.raw('select pg_advisory_xact_lock(?)', [MIGRATION_LOCK]);
    // All on the one connection that has the lock: there may be no other. Whoever held knex's is gone.
    await transaction.migrate.forceFreeMigrationsLock({ directory });
    await transaction.migrate.latest({ directory });
  });
}

/** Where the migrations are, in the repository and in the published package. */
export function migrationsDirectory(): string {
  return resolvePackagePath(
    '@kasm-portal/backstage-plugin-kasm-backend',
    'migrations',
  );
}
