import type { LoggerService } from '@backstage/backend-plugin-api';
import { redactLine } from '@kasm-portal/backstage-plugin-kasm-node';
import { createHash } from 'crypto';
import type { Knex } from 'knex';
import { isDeepStrictEqual } from 'util';
import { STATEMENT_LIMIT } from '../database/PluginDatabase';
import { withDeadline } from '../service/withDeadline';
import type { FirstFailure, FirstFailures, HelmFailure } from './FirstFailures';

const TABLE = 'release_failures';
const PULSE = 1_000;

/** Milliseconds between two looks at what other replicas noted. */
const REFRESH = 30_000;

/** Of charts that never worked: nobody minds any more. */
const KEPT = 90 * 24 * 60 * 60 * 1000;

/** As long as the column. */
const MESSAGE_LENGTH = 300;

interface Row {
  ref: string;
  edition: string;
  at: string;
  exit_code: number;
  message: string;
  noted_at: number | string;
}

type Key = Pick<Row, 'ref' | 'edition'>;

/** As a cluster says it, and as nothing else. */
const TIME = /^[-+.:0-9TZ]{1,40}$/;

/**
 * In the plugin's database. All is answered from memory; once a second what is new is written, and
 * what others wrote is read.
 *
 * @internal
 */
export class DatabaseFirstFailures implements FirstFailures {
  private readonly watching = new Map<string, Set<() => void>>();
  private known = new Map<string, HelmFailure>();
  private readonly toWrite = new Map<string, Row>();
  private readonly toForget = new Map<string, Key>();
  private readAt: number | undefined;
  private failing = false;
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;

  constructor(
    private readonly options: {
      /** Undefined while the database is not open. */
      client: () => Knex | undefined;
      logger: LoggerService;
      /** Milliseconds since 1970. */
      now?: () => number;
    },
  ) {}

  start(): void {
    this.timer = setInterval(() => void this.pulse(), PULSE);
    this.timer.unref();
  }

  /** Writes what is new, if the database takes it now. */
  async stop(): Promise<void> {
    clearInterval(this.timer);
    await withDeadline(this.pulse(), STATEMENT_LIMIT, 'The database').catch(
      () => {
        // Whoever watches next sees what the cluster still has.
      },
    );
  }

  of(ref: string, changed: () => void): FirstFailure {
    const told = this.watching.get(ref) ?? new Set();
    this.watching.set(ref, told.add(changed));
    return {
      get: edition => this.known.get(keyOf(columns(ref, edition))),
      note: (edition, failure) => {
        const which = columns(ref, edition);
        const key = keyOf(which);
        this.toForget.delete(key);
        if (!this.known.has(key) && !this.toWrite.has(key)) {
          this.toWrite.set(key, this.rowOf(which, failure));
        }
      },
      forget: edition => {
        const which = columns(ref, edition);
        const key = keyOf(which);
        this.known.delete(key);
        this.toWrite.delete(key);
        this.toForget.set(key, which);
      },
      release: () => {
        told.delete(changed);
        if (told.size === 0 && this.watching.get(ref) === told) {
          this.watching.delete(ref);
        }
      },
    };
  }

  /** What is due now. Never throws; one at a time. */
  async pulse(): Promise<void> {
    this.running ??= this.exchange().finally(() => {
      this.running = undefined;
    });
    await this.running;
  }

  private async exchange(): Promise<void> {
    const client = this.options.client();
    const isNew = this.toWrite.size + this.toForget.size > 0;
    const due =
      this.readAt === undefined || this.now() - this.readAt >= REFRESH;
    if (!client || (!isNew && !due)) {
      return;
    }
    try {
      for (const [key, { ref, edition }] of [...this.toForget]) {
        await client(TABLE)
          .where({ ref, edition })
          .delete()
          .timeout(STATEMENT_LIMIT);
        this.toForget.delete(key);
      }
      for (const [key, row] of [...this.toWrite]) {
        await client(TABLE)
          .insert(row)
          .onConflict(['ref', 'edition'])
          .ignore()
          .timeout(STATEMENT_LIMIT);
        this.toWrite.delete(key);
      }
      await this.read(client);
      this.failing = false;
    } catch (error) {
      if (!this.failing) {
        this.options.logger.warn(
          `How Helm failed first cannot be remembered, and it is tried again (${
            (error as { code?: string }).code ?? (error as Error).name
          })`,
        );
      }
      this.failing = true;
    }
  }

  private async read(client: Knex): Promise<void> {
    await client(TABLE)
      .where('noted_at', '<', this.now() - KEPT)
      .delete()
      .timeout(STATEMENT_LIMIT);
    const rows: Row[] = await client(TABLE).select().timeout(STATEMENT_LIMIT);
    this.readAt = this.now();
    const before = this.known;
    this.known = new Map(
      rows
        .filter(row => !this.toForget.has(keyOf(row)))
        .map(row => [
          keyOf(row),
          { at: row.at, exitCode: row.exit_code, message: row.message },
        ]),
    );
    const otherwise = rows.filter(
      row =>
        !isDeepStrictEqual(before.get(keyOf(row)), this.known.get(keyOf(row))),
    );
    for (const ref of new Set(otherwise.map(row => row.ref))) {
      this.watching.get(ref)?.forEach(changed => changed());
    }
  }

  private rowOf(key: Key, { at, exitCode, message }: HelmFailure): Row {
    const line = redactLine(message, MESSAGE_LENGTH) ?? '';
    return {
      ...key,
      at: TIME.test(at) ? at : '',
      exit_code: Number.isInteger(exitCode) ? exitCode % 2 ** 31 : -1,
      message: [...line].slice(0, MESSAGE_LENGTH).join(''),
      noted_at: this.now(),
    };
  }

  private now(): number {
    return (this.options.now ?? Date.now)();
  }
}

/** What a cluster says may be of any length, and have anything in it. */
function columns(ref: string, edition: string): Key {
  return { ref, edition: createHash('sha256').update(edition).digest('hex') };
}

function keyOf({ ref, edition }: Key): string {
  return `${ref} ${edition}`;
}
