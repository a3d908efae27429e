import type { LoggerService } from '@backstage/backend-plugin-api';
import { randomUUID } from 'crypto';
import type { Knex } from 'knex';
import {
  type PluginDatabase,
  STATEMENT_LIMIT,
} from '../database/PluginDatabase';
import type { Leadership } from './Leadership';

/** Between two renewals. */
const RENEW = 3_000;

/** After its last renewal began, a leader leads for so long. */
const VALID = 12_000;

/** A lease that was not renewed for so long is taken: later than its holder stopped to lead. */
const TAKE_OVER = 18_000;

type Row = { holder: string; beat: number };

/** Somebody else leads, so what was written under this lease was rolled back. */
export class LeaseLost extends Error {
  constructor() {
    super('Another replica leads');
  }
}

/**
 * Leadership as a row in the plugin's database. Its holder counts the row's `beat` up; who sees it
 * stand still for long takes the row, if it is still as it was seen. Each replica measures time with
 * its own steady clock, so that clocks need not agree, and the holder stops before others may begin.
 *
 * @internal
 */
export class DatabaseLease implements Leadership {
  readonly holder = randomUUID();
  private readonly now: () => number;
  private timer: NodeJS.Timeout | undefined;
  private ticking: Promise<void> | undefined;
  private stopped = false;
  private mine = false;
  private leadsUntil = -Infinity;
  private terms = 0;
  private seen: (Row & { since: number }) | undefined;
  private said: 'leads' | 'follows' | 'blind' | undefined;

  constructor(
    private readonly options: {
      database: Pick<PluginDatabase, 'client'>;
      logger: LoggerService;
      /** Milliseconds of a clock that nobody sets. */
      now?: () => number;
      name?: string;
    },
  ) {
    this.now = options.now ?? (() => performance.now());
  }

  get leads(): boolean {
    return this.now() < this.leadsUntil;
  }

  /** Whether another replica was seen to lead, and lately. */
  get follows(): boolean {
    return (
      !this.leads &&
      this.seen !== undefined &&
      this.now() < this.seen.since + TAKE_OVER
    );
  }

  /** Which of its own times as a leader this is: between two of them others may have led. */
  get term(): number {
    return this.terms;
  }

  start(): void {
    const again = () => {
      this.ticking = this.tick().finally(() => {
        if (!this.stopped) {
          this.timer = setTimeout(again, RENEW);
        }
      });
    };
    again();
  }

  /** Gives the lease back, so that another replica need not wait. */
  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.ticking;
    this.leadsUntil = -Infinity;
    const { client } = this.options.database;
    if (this.mine && client) {
      this.mine = false;
      await this.row(client)
        .where({ holder: this.holder })
        .update({ holder: '' })
        .timeout(STATEMENT_LIMIT)
        .catch(() => {
          // It runs out by itself.
        });
    }
  }

  /**
   * Makes a transaction depend on the lease, and holds the lease until it ends: what a replica writes
   * after it was replaced is never seen.
   *
   * @throws LeaseLost
   */
  async hold(transaction: Knex.Transaction): Promise<void> {
    const held = await this.row(transaction)
      .where({ holder: this.holder })
      .update({ holder: this.holder })
      .timeout(STATEMENT_LIMIT);
    if (held !== 1 || !this.leads) {
      throw new LeaseLost();
    }
  }

  /** One look at the row: renews it, takes it, or leaves it to its holder. Never throws. */
  async tick(): Promise<void> {
    const { client } = this.options.database;
    if (!client) {
      return;
    }
    try {
      const began = this.now();
      if (await this.renewed(client)) {
        this.leadsUntil = began + VALID;
      } else if (await this.taken(client, began)) {
        this.mine = true;
        this.seen = undefined;
        this.terms += 1;
        this.leadsUntil = began + VALID;
      }
      this.say(this.leads ? 'leads' : 'follows');
    } catch (error) {
      this.say('blind', (error as Error).message);
    }
  }

  private async renewed(client: Knex): Promise<boolean> {
    if (!this.mine) {
      return false;
    }
    const renewed = await this.row(client)
      .where({ holder: this.holder })
      .update({ beat: client.raw('beat + 1') })
      .timeout(STATEMENT_LIMIT);
    this.mine = renewed === 1;
    if (!this.mine) {
      this.leadsUntil = -Infinity;
      this.seen = undefined;
    }
    return this.mine;
  }

  private async taken(client: Knex, began: number): Promise<boolean> {
    const row = (await this.read(client)) ?? (await this.made(client));
    if (row.holder !== this.seen?.holder || row.beat !== this.seen.beat) {
      this.seen = { ...row, since: this.now() };
    }
    if (row.holder !== '' && began < this.seen.since + TAKE_OVER) {
      return false;
    }
    const taken = await this.row(client)
      .where(row)
      .update({ holder: this.holder, beat: row.beat + 1 })
      .timeout(STATEMENT_LIMIT);
    return taken === 1;
  }

  private async read(client: Knex): Promise<Row | undefined> {
    return this.row(client)
      .first<Row>('holder', 'beat')
      .timeout(STATEMENT_LIMIT);
  }

  /** The row, which nobody holds when it is new. */
  private async made(client: Knex): Promise<Row> {
    await client('leases')
      .insert({ name: this.name, holder: '', beat: 0 })
      .onConflict('name')
      .ignore()
      .timeout(STATEMENT_LIMIT);
    return (await this.read(client)) ?? { holder: '', beat: 0 };
  }

  private row(client: Knex) {
    return client('leases').where({ name: this.name });
  }

  private get name(): string {
    return this.options.name ?? 'kasm';
  }

  private say(what: 'leads' | 'follows' | 'blind', why?: string): void {
    if (this.said === what) {
      return;
    }
    const { logger } = this.options;
    if (what === 'blind') {
      logger.warn(
        `The database does not answer (${why}); nothing is remembered or notified until it does`,
      );
    } else if (what === 'leads') {
      logger.info('This replica writes the history and notifies');
    } else {
      logger.info('Another replica writes the history and notifies');
    }
    this.said = what;
  }
}
