import type { LoggerService } from '@backstage/backend-plugin-api';
import type { StatusDocument } from '@kasm-portal/backstage-plugin-kasm-common';
import type { HistoryConfig } from '@kasm-portal/backstage-plugin-kasm-node';
import type { Knex } from 'knex';
import type { PluginDatabase } from '../database/PluginDatabase';
import { type DatabaseLease, LeaseLost } from '../replicas/DatabaseLease';
import type { StatusChange, StatusListener } from '../service/StatusListener';
import { SettledDeployments } from '../transitions/SettledDeployments';
import { ageHistory } from './ageHistory';
import { Backlog } from './Backlog';
import { HistoryWriter } from './HistoryWriter';
import {
  difference,
  type JudgedState,
  judgedState,
  type RecordedState,
} from './RecordedState';
import { type Sample, sampleOf } from './sampleOf';
import { type Ageing, MS } from './steps';

const PULSE = 1_000;

/** A leader that dies is replaced within 30 s; until then others keep what it may not have written. */
const HANDOVER = 90_000;

const FIRST_PAUSE = 1_000;
const LONGEST_PAUSE = 30_000;

/** A transaction that takes longer is taken for failed. */
const TRANSACTION_LIMIT = 15_000;

/** Pieces of work on old samples in one minute. */
const AGEING_STEPS = 30;

/** Deployments that are forgotten in one minute. */
const FORGOTTEN_AT_ONCE = 10;

/** What there is to record now. */
export interface Recorded {
  all(): Array<{ status: StatusDocument; endpointTime?: number }>;
  /** Whether a deployment is certainly no more; what cannot be seen is not gone. */
  isGone(ref: string): boolean;
}

/**
 * Records transitions, and one sample of every deployment each minute. Every replica gathers, the one
 * that leads writes. Nothing that judges or serves waits for it: what the database does not take now
 * waits in a bounded backlog.
 *
 * @internal
 */
export class HistoryRecorder implements StatusListener {
  private readonly backlog = new Backlog();
  private readonly settled: SettledDeployments;
  /** Of which it was said already that the database does not take what is known of them. */
  private readonly refused = new Set<string>();
  private readonly last = new Map<string, RecordedState>();
  private readonly now: () => number;
  private readonly ageing: Ageing;
  private recorded: Recorded | undefined;
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;
  private minute: number | undefined;
  private tended: number | undefined;
  private writer: HistoryWriter | undefined;
  private term: number | undefined;
  private compare = false;
  private pause = 0;
  private notBefore = 0;

  constructor(
    private readonly options: {
      config: HistoryConfig;
      database: Pick<PluginDatabase, 'client'>;
      lease: Pick<DatabaseLease, 'leads' | 'follows' | 'term' | 'hold'>;
      logger: LoggerService;
      /** Milliseconds since 1970. */
      now?: () => number;
    },
  ) {
    this.now = options.now ?? Date.now;
    this.settled = new SettledDeployments(this.now);
    const { minuteHours, tenMinuteDays, days, removedDays } = options.config;
    this.ageing = {
      minutes: minuteHours * 60,
      tens: tenMinuteDays * 24 * 60,
      hours: days * 24 * 60,
      removed: removedDays * 24 * 60,
    };
  }

  /** @param recorded - asked once a minute, and by whoever begins to lead */
  start(recorded: Recorded): void {
    this.recorded = recorded;
    // The minute that has begun already is not one that was looked at.
    this.minute = Math.floor(this.now() / MS);
    this.timer = setInterval(() => void this.pulse(), PULSE);
    this.timer.unref();
  }

  /** Writes what waits, if the database takes it now. */
  async stop(): Promise<void> {
    clearInterval(this.timer);
    this.recorded = undefined;
    await this.pulse();
  }

  changed({ after }: StatusChange): void {
    if (!this.settled.has(after)) {
      return;
    }
    const state = judgedState(after);
    // Most judgements are otherwise in what is no news.
    if (difference(this.last.get(state.ref), state)) {
      this.backlog.addState(state, this.now());
    }
    this.last.set(state.ref, state);
  }

  forgotten(ref: string): void {
    this.settled.forget(ref);
    this.refused.delete(ref);
    this.last.delete(ref);
  }

  /** What is due now. Never throws; one at a time. */
  async pulse(): Promise<void> {
    this.sample();
    this.running ??= this.write().finally(() => {
      this.running = undefined;
    });
    await this.running;
  }

  private sample(): void {
    const now = this.now();
    const minute = Math.floor(now / MS);
    const { lease } = this.options;
    if (lease.follows) {
      this.backlog.forgetBefore(now - HANDOVER);
    }
    if (minute === this.minute || !this.recorded) {
      return;
    }
    this.minute = minute;
    const samples = new Map<string, Sample>();
    for (const { status, endpointTime } of this.recorded.all()) {
      if (this.settled.has(status)) {
        samples.set(status.deployment.ref, sampleOf(status, endpointTime));
      }
    }
    if (samples.size > 0) {
      this.backlog.addMinute({ minute, samples }, now);
    }
    this.compare = true;
  }

  /** Whatever was missed: what is so now is compared with what was written. */
  private current(): JudgedState[] {
    return (this.recorded?.all() ?? [])
      .filter(({ status }) => this.settled.has(status))
      .map(({ status }) => judgedState(status));
  }

  private async write(): Promise<void> {
    const { database, lease, logger } = this.options;
    const { client } = database;
    if (!client || !lease.leads || this.now() < this.notBefore) {
      return;
    }
    if (this.term !== lease.term) {
      this.term = lease.term;
      this.writer = undefined;
      this.compare = true;
    }
    try {
      await this.writeBacklog(client);
      if (this.tended !== this.minute) {
        await this.tend(client);
        this.tended = this.minute;
      }
      this.pause = 0;
    } catch (error) {
      // What was written is known again when it is read again.
      this.writer = undefined;
      if (error instanceof LeaseLost) {
        return;
      }
      if (this.pause === 0) {
        logger.warn(
          `The history cannot be written, and it is tried again: ${
            (error as Error).message
          }`,
        );
      }
      this.pause = Math.min(
        Math.max(this.pause * 2, FIRST_PAUSE),
        LONGEST_PAUSE,
      );
      this.notBefore = this.now() + this.pause;
    }
  }

  private async writeBacklog(client: Knex): Promise<void> {
    if (this.backlog.empty && !this.compare) {
      return;
    }
    const { states, minutes, written } = this.backlog.take();
    if (this.compare) {
      states.push(...this.current());
    }
    const refused = await this.asLeader(client, async (transaction, writer) => [
      ...(await writer.writeStates(transaction, states)),
      ...(await writer.writeSamples(transaction, minutes)),
    ]);
    written();
    this.compare = false;
    this.sayRefused(refused);
    const loss = this.backlog.takeLoss();
    if (loss) {
      this.options.logger.warn(loss);
    }
  }

  private sayRefused(refs: string[]): void {
    const news = [...new Set(refs)].filter(ref => !this.refused.has(ref));
    news.forEach(ref => this.refused.add(ref));
    if (news.length > 0) {
      this.options.logger.warn(
        `The history of ${news.slice(0, 5).join(', ')}${
          news.length > 5 ? ` and ${news.length - 5} others` : ''
        } has gaps: the database refuses what was seen there; that of all others is written`,
      );
    }
  }

  /** Once a minute: what became old, and what is no more. */
  private async tend(client: Knex): Promise<void> {
    const { recorded } = this;
    if (!recorded) {
      return;
    }
    const now = this.now();
    await this.asLeader(client, async (transaction, writer) => {
      await writer.noteGone(transaction, ref => recorded.isGone(ref), now);
      await writer.forgetGone(
        transaction,
        now - this.ageing.removed * MS,
        FORGOTTEN_AT_ONCE,
      );
    });
    for (let left = AGEING_STEPS; left > 0; left -= 1) {
      const more = await this.asLeader(client, transaction =>
        ageHistory(transaction, this.ageing, now),
      );
      if (!more) {
        return;
      }
    }
  }

  private async asLeader<T>(
    client: Knex,
    work: (transaction: Knex.Transaction, writer: HistoryWriter) => Promise<T>,
  ): Promise<T> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(
        () => reject(new Error('the database does not answer')),
        TRANSACTION_LIMIT,
      );
    });
    const done = client.transaction(async transaction => {
      await this.options.lease.hold(transaction);
      this.writer ??= await HistoryWriter.read(transaction);
      return work(transaction, this.writer);
    });
    try {
      return await Promise.race([done, late]);
    } finally {
      clearTimeout(timer);
    }
  }
}
