import type { KubeClient } from '../client/KubeClient';
import { KubeError } from '../client/KubeError';
import { failure } from '../client/refusals';
import { Patience } from './Patience';
import { systemClock, type ReflectorClock } from './ReflectorClock';

/**
 * Whether the API answers at all. `forbidden` still means that it does: clusters may refuse
 * `/version` and allow everything else. `unknown` is before the first answer.
 *
 * @public
 */
export type ProbeState =
  | 'unknown'
  | 'ok'
  | 'unreachable'
  | 'unauthenticated'
  | 'forbidden';

/** @public */
export interface ProbeReport {
  state: ProbeState;
  /** RFC 3339; when the state began. */
  since: string;
  /** One sentence, unless `ok` or `unknown`. */
  reason?: string;
}

/** @public */
export interface ClusterProbeOptions {
  client: KubeClient;
  /** Milliseconds from one answer to the next question; default 500. */
  interval?: number;
  /**
   * Milliseconds that an answer may take; default 1,000. Time in which this process itself was too
   * busy to listen does not count, nor does silence while others hear the same API.
   */
  deadline?: number;
  clock?: ReflectorClock;
}

/**
 * Asks one cluster through one credential for its version, again and again, so that an API that
 * hangs, refuses or rejects is noticed within interval plus deadline, long before a quiet watch
 * would tell.
 *
 * @public
 */
export class ClusterProbe {
  private readonly client: KubeClient;
  private readonly interval: number;
  private readonly deadline: number;
  private readonly clock: ReflectorClock;
  private readonly listeners = new Set<(report: ProbeReport) => void>();
  private readonly stopping = new AbortController();
  private current: ProbeReport;
  private cancelTimer: () => void = () => {};
  private running?: Promise<void>;

  constructor(options: ClusterProbeOptions) {
    this.client = options.client;
    this.interval = options.interval ?? 500;
    this.deadline = options.deadline ?? 1000;
    this.clock = options.clock ?? systemClock;
    this.current = { state: 'unknown', since: this.now() };
  }

  get report(): ProbeReport {
    return this.current;
  }

  /** Calls the listener on every change; the returned function ends that. */
  subscribe(listener: (report: ProbeReport) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Begins; does nothing when it has begun. */
  start(): void {
    if (!this.running && !this.stopping.signal.aborted)
      this.running = this.ask();
  }

  /** Ends for good; resolves when nothing is under way any more. */
  async stop(): Promise<void> {
    this.stopping.abort();
    this.cancelTimer();
    this.listeners.clear();
    await this.running;
  }

  private async ask(): Promise<void> {
    const { signal } = this.stopping;
    const [state, reason] = await this.look(signal);
    if (signal.aborted) return;
    this.tell(state, reason);
    // A listener may have stopped the probe.
    if (signal.aborted) return;
    this.cancelTimer = this.clock.after(this.interval, () => {
      this.running = this.ask();
    });
  }

  private async look(signal: AbortSignal): Promise<[ProbeState, string?]> {
    const { client, deadline, clock } = this;
    const patience = new Patience({ client, deadline, clock, signal });
    try {
      await client.version({ signal: patience.signal, deadline: 60_000 });
      return ['ok'];
    } catch (error) {
      if (patience.ended) return this.unanswered(patience);
      if (!(error instanceof KubeError)) {
        return ['unreachable', `${client.cluster}: ${String(error)}`];
      }
      switch (error.kind) {
        case 'unauthenticated':
        case 'forbidden':
          return [error.kind, error.message];
        case 'throttled':
        case 'notFound':
          return ['ok'];
        default:
          return ['unreachable', error.message];
      }
    } finally {
      patience.stop();
    }
  }

  private unanswered({ ended }: Patience): [ProbeState, string?] {
    // Others hear it: one lost request says nothing about the API.
    if (ended === 'heard elsewhere') return ['ok'];
    const attempt = { cluster: this.client.cluster, verb: 'get the version' };
    const { message } = failure(
      attempt,
      'timeout',
      `${this.deadline / 1000} s`,
    );
    return ['unreachable', message];
  }

  private tell(state: ProbeState, reason?: string): void {
    if (state === this.current.state) return;
    this.current = { state, since: this.now(), reason };
    for (const listener of [...this.listeners]) listener(this.current);
  }

  private now(): string {
    return this.clock.now().toISOString();
  }
}
