import type {
  KasmLists,
  KasmReader,
} from '@kasm-portal/backstage-plugin-kasm-node';
import { createHash } from 'crypto';
import type { KasmApiFacts, Sighting } from '../../observation/Observation';
import type { CallGate } from './CallGate';
import type { KasmMemory } from './KasmMemory';
import { roundFailure } from './roundFailure';
import { whatMatters } from './whatMatters';

type List = keyof KasmLists;

/** Asked in every round, and what changes seldom in every fourth: once a minute, usually. */
const OFTEN: readonly List[] = ['sessions', 'agents'];
const SELDOM: readonly List[] = ['reports', 'images', 'zones', 'licences'];
const SELDOM_ROUNDS = 4;

/** Milliseconds for one call. */
const DEADLINE = 8_000;

/** Milliseconds to the next round while Kasm does not answer. */
const SOON = 2_000;
const LONGEST = 60_000;

/** Nothing heard for so many rounds is old. */
const STALE_ROUNDS = 4;

/**
 * Asks one deployment's Kasm again and again, one call at a time, at moments of its own within the
 * interval so that a thousand deployments do not ask at once.
 *
 * @internal
 */
export class KasmPoll {
  private readonly stopping = new AbortController();
  private told: string | undefined;
  private running: Promise<void> | undefined;
  private timer: NodeJS.Timeout | undefined;
  /** Milliseconds. */
  private seldomAt = -Infinity;
  private endedAt = -Infinity;

  constructor(
    private readonly options: {
      ref: string;
      reader: KasmReader;
      gate: CallGate;
      memory: KasmMemory;
      /** Called when something changed that matters to a judgement. */
      changed: () => void;
      now?: () => number;
    },
  ) {}

  start(): void {
    this.round();
  }

  /** Something changed that Kasm depends on: if it does not answer, it is asked again soon. */
  nudge(): void {
    if (this.sight.failures > 0 && !this.running) {
      this.in(Math.max(0, this.endedAt + SOON - this.now()));
    }
  }

  sighting(): Sighting<KasmApiFacts> {
    const now = this.now();
    const { sight, options } = this;
    return {
      ...sight.at(now, STALE_ROUNDS * this.interval),
      facts: sight.heard ? options.memory.facts(now) : undefined,
    };
  }

  /** Resolves when no call and no timer is left. */
  async stop(): Promise<void> {
    this.stopping.abort();
    clearTimeout(this.timer);
    await this.running;
  }

  private get interval(): number {
    return this.options.reader.interval * 1000;
  }

  private get sight() {
    return this.options.memory.sight;
  }

  private now(): number {
    return this.options.now?.() ?? Date.now();
  }

  private round(): void {
    if (this.stopping.signal.aborted || this.running) {
      return;
    }
    clearTimeout(this.timer);
    const { sight } = this.options.memory;
    this.running = this.ask()
      // A defect of ours is a round without an answer, and not the end of all rounds.
      .catch(error => sight.failed(this.now(), [error]))
      .finally(() => {
        this.running = undefined;
        this.endedAt = this.now();
        if (!this.stopping.signal.aborted) {
          this.in(this.wait());
        }
      });
  }

  private in(milliseconds: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.round(), milliseconds);
  }

  /** At this deployment's own moment of the interval; sooner once, then later and later, after failures. */
  private wait(): number {
    const { interval, sight } = this;
    const { failures } = sight;
    if (failures > 0 && !sight.refused) {
      return failures === 1
        ? Math.min(SOON, interval)
        : Math.min(LONGEST, interval * 2 ** (failures - 2));
    }
    const digest = createHash('sha256').update(this.options.ref).digest();
    const mine = (digest.readUInt32BE() / 2 ** 32) * interval;
    const left = interval - ((this.now() - mine) % interval);
    // Not twice within half an interval.
    return left < interval / 2 ? left + interval : left;
  }

  private async ask(): Promise<void> {
    const { memory } = this.options;
    const seldom =
      this.now() - this.seldomAt >= (SELDOM_ROUNDS - 0.5) * this.interval;
    const errors: unknown[] = [];
    let heard = false;
    for (const list of seldom ? [...OFTEN, ...SELDOM] : OFTEN) {
      const failure = await this.one(list);
      if (this.stopping.signal.aborted) {
        return;
      }
      heard ||= failure === undefined;
      if (failure) {
        memory.failed(list, failure.error, this.now());
        errors.push(failure.error);
        // Nobody is there: the others need not be asked.
        if (!heard && roundFailure([failure.error]).absent) break;
      }
    }
    if (seldom && heard) {
      this.seldomAt = this.now();
    }
    this.settle(heard, errors);
  }

  private async one<L extends List>(
    list: L,
  ): Promise<{ error: unknown } | undefined> {
    const { reader, gate, memory } = this.options;
    // A signal of this call's own: Node keeps a trace of every combination for as long as one lives.
    const call = new AbortController();
    const callOff = () => call.abort();
    this.stopping.signal.addEventListener('abort', callOff, { once: true });
    try {
      await gate.run(async () => {
        const began = this.now();
        const value = await reader.read(list, {
          signal: call.signal,
          deadline: DEADLINE,
        });
        memory.heard(list, value, { began, ended: this.now() });
      }, call.signal);
      return undefined;
    } catch (error) {
      return { error };
    } finally {
      this.stopping.signal.removeEventListener('abort', callOff);
    }
  }

  private settle(heard: boolean, errors: unknown[]): void {
    const { memory, changed } = this.options;
    const now = this.now();
    if (heard) {
      memory.sight.answered(now);
    } else {
      memory.sight.failed(now, errors);
    }
    const { state, reason } = memory.sight.at(now, Infinity);
    const told = `${state} ${reason} ${whatMatters(memory.facts(now))}`;
    if (told !== this.told) {
      this.told = told;
      changed();
    }
  }
}
