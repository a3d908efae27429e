import type { EndpointFacts } from '../observation/Observation';
import { probeEndpoint, type ProbeResult, type Target } from './probeEndpoint';
import type { Resolve } from '@kasm-portal/backstage-plugin-kasm-node';
import type { Trust } from './Trust';

/** Milliseconds between two looks. */
const CALM = 10_000;
const WATCHFUL = 1_000;

/** At least this long between two looks, however much changes. */
const BREATH = 250;

/** Milliseconds of watchfulness after something changed that the endpoint depends on. */
const ATTENTION = 10_000;

/**
 * Probes one public host again and again: seldom while all is well, every second while it fails or
 * something around it just changed. Never two at a time.
 *
 * @internal
 */
export class EndpointProbe {
  private readonly stopping = new AbortController();
  private current?: EndpointFacts;
  private running?: Promise<void>;
  private again = false;
  private watchfulUntil = 0;
  private endedAt = 0;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly options: {
      target: Target;
      trust: Trust;
      last?: EndpointFacts;
      /** After every look. */
      onResult: () => void;
      deadline?: number;
      resolve?: Resolve;
    },
  ) {
    this.current = options.last;
  }

  get facts(): EndpointFacts | undefined {
    return this.current;
  }

  start(): void {
    this.look();
  }

  /** Something changed that the endpoint depends on: looks at once, and closely for a while. */
  nudge(): void {
    this.watchfulUntil = Date.now() + ATTENTION;
    const rested = Date.now() - this.endedAt >= BREATH;
    if (rested || this.running) {
      this.look();
    } else {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.look(), BREATH);
    }
  }

  /** Resolves when no socket and no timer is left. */
  async stop(): Promise<void> {
    this.stopping.abort();
    clearTimeout(this.timer);
    await this.running;
  }

  private look(): void {
    if (this.stopping.signal.aborted) {
      return;
    }
    if (this.running) {
      this.again = true;
      return;
    }
    clearTimeout(this.timer);
    this.again = false;
    this.running = this.once().finally(() => {
      this.running = undefined;
      this.endedAt = Date.now();
      this.next();
    });
  }

  private next(): void {
    if (this.stopping.signal.aborted) {
      return;
    }
    this.timer = setTimeout(() => this.look(), this.pause());
  }

  private pause(): number {
    if (this.again) {
      return BREATH;
    }
    return Date.now() < this.watchfulUntil || (this.current?.failures ?? 1) > 0
      ? WATCHFUL
      : CALM;
  }

  private async once(): Promise<void> {
    const { target, trust, deadline, resolve, onResult } = this.options;
    const { signal } = this.stopping;
    // A signal of this look's own: each deadline is combined with it, and Node keeps a trace of every
    // combination for as long as the signal lives.
    const look = new AbortController();
    const callOff = () => look.abort();
    signal.addEventListener('abort', callOff, { once: true });
    let result: ProbeResult;
    try {
      const context = await trust.context();
      result = await probeEndpoint({
        target,
        context,
        signal: look.signal,
        deadline,
        resolve,
      });
    } catch (error) {
      result = {
        addresses: [],
        failedAt: 'tls',
        reason: error instanceof Error ? error.message : 'The probe failed',
      };
    } finally {
      signal.removeEventListener('abort', callOff);
    }
    if (!signal.aborted) {
      this.current = counted(result, this.current);
      onResult();
    }
  }
}

function counted(
  result: ProbeResult,
  before: EndpointFacts | undefined,
): EndpointFacts {
  const at = new Date().toISOString();
  const fine =
    result.failedAt === undefined &&
    result.rootStatus === 200 &&
    result.apiHealthy === true;
  return {
    ...result,
    at,
    failures: fine ? 0 : (before?.failures ?? 0) + 1,
    failingSince: fine ? undefined : before?.failingSince ?? at,
  };
}
