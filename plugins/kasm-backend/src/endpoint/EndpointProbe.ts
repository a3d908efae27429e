import type { EndpointFacts } from '../observation/Observation';
import { probeEndpoint, type ProbeResult, type Target } from './probeEndpoint';
import {
  systemResolve,
  type Resolve,
} from '@kasm-portal/backstage-plugin-kasm-node';
import { ProbeTurns } from './ProbeTurns';
import type { Trust } from './Trust';

/** Milliseconds between two looks. */
const CALM = 10_000;
const WATCHFUL = 1_000;

/** At least this long between two looks, however much changes. */
const BREATH = 250;

/**
 * Milliseconds between two looks at what costs more than it tells: a WebSocket takes a connection of
 * its own, and DNS is asked for what is not connected to.
 */
const SELDOM = 60_000;
const RESOLVE_AGAIN = 30_000;

/** The resolver runs on the few threads that files are read with too. */
const MOST_LOOKUPS = 2;
let lookups = 0;

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
  /** Under way, and not only waiting for its turn. */
  private looking = false;
  private again = false;
  private watchfulUntil = 0;
  private endedAt = 0;
  private timer: NodeJS.Timeout | undefined;
  private upgradedAt = -Infinity;
  private resolvedAt = -Infinity;
  private resolved: string[] | undefined;

  constructor(
    private readonly options: {
      target: Target;
      trust: Trust;
      last?: EndpointFacts;
      /** After every look. */
      onResult: () => void;
      deadline?: number;
      resolve?: Resolve;
      /** Shared with the other deployments. */
      turns?: ProbeTurns;
    },
  ) {
    this.current = options.last;
    this.resolved = options.last?.resolved;
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
      // What waits for its turn will see it all.
      this.again = this.looking;
      return;
    }
    clearTimeout(this.timer);
    this.again = false;
    const { turns = new ProbeTurns() } = this.options;
    const turn = turns.take(this.stopping.signal, () => this.once());
    this.running = turn.finally(() => {
      this.looking = false;
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
    this.looking = true;
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
      const websocket = this.isUpgradeDue();
      this.resolveBeside();
      result = await probeEndpoint({
        target,
        context,
        signal: look.signal,
        deadline,
        resolve,
        websocket,
      });
      if (result.websocket) {
        this.upgradedAt = Date.now();
      } else if (!websocket) {
        result.websocket = this.current?.websocket;
      }
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
      this.current = {
        ...counted(result, this.current),
        resolved: target.address ? this.resolved : known(result.addresses),
      };
      onResult();
    }
  }

  private isUpgradeDue(): boolean {
    return (
      (this.current?.failures ?? 1) > 0 ||
      Date.now() - this.upgradedAt >= SELDOM
    );
  }

  /** What DNS says where it is not asked for the way; nobody waits for it, and nobody connects there. */
  private resolveBeside(): void {
    const { target, resolve = systemResolve } = this.options;
    const isDue = Date.now() - this.resolvedAt >= RESOLVE_AGAIN;
    if (!target.address || !isDue || lookups >= MOST_LOOKUPS) {
      return;
    }
    this.resolvedAt = Date.now();
    lookups++;
    const answered = resolve(target.host).finally(() => lookups--);
    answered.then(
      addresses => {
        this.resolved = known(addresses);
      },
      () => {
        this.resolved = undefined;
      },
    );
  }
}

/** In one order, whatever the resolver's. */
function known(addresses: string[]): string[] | undefined {
  return addresses.length > 0 ? [...addresses].sort() : undefined;
}

function counted(
  result: ProbeResult,
  before: EndpointFacts | undefined,
): EndpointFacts {
  const at = new Date().toISOString();
  const fine =
    result.failedAt === undefined &&
    result.rootStatus === 200 &&
    result.apiHealthy === true &&
    (result.websocket ?? 'ok') === 'ok';
  return {
    ...result,
    at,
    failures: fine ? 0 : (before?.failures ?? 0) + 1,
    failingSince: fine ? undefined : before?.failingSince ?? at,
  };
}
