import type { KubeClient } from '../client/KubeClient';
import type { ReflectorClock } from './ReflectorClock';

/** A deadline is waited for in so many parts, to see which of them this process slept through. */
const PARTS = 10;
/** How often the deadline may pass before a question is given up, whatever the reasons to wait on. */
const AT_MOST = 5;

/**
 * How long a question may stay without an answer before the API counts as silent. A part of the wait
 * in which this process was too busy to listen does not count: the answer may be there, unread. Nor
 * is an API silent while another request or watch hears it.
 */
export class Patience {
  /** Aborted when patience has ended, or the outer signal is. */
  readonly signal: AbortSignal;
  /** Why patience ended; undefined while it has not. */
  ended?: 'silent' | 'heard elsewhere';
  private readonly asking = new AbortController();
  private readonly begun = performance.now();
  private awake = 0;
  private cancelTimer: () => void = () => {};
  private readonly onAbort = () => this.asking.abort();

  constructor(
    private readonly options: {
      client: Pick<KubeClient, 'heardAt'>;
      /** Milliseconds. */
      deadline: number;
      clock: ReflectorClock;
      signal: AbortSignal;
    },
  ) {
    this.signal = this.asking.signal;
    options.signal.addEventListener('abort', this.onAbort, { once: true });
    if (options.signal.aborted) this.asking.abort();
    else this.wait();
  }

  /** Leaves no timer and no listener. */
  stop(): void {
    this.cancelTimer();
    this.options.signal.removeEventListener('abort', this.onAbort);
  }

  private wait(): void {
    const { deadline, clock } = this.options;
    const part = deadline / PARTS;
    const before = performance.now();
    this.cancelTimer = clock.after(part, () => {
      const late = performance.now() - before - part;
      if (late < part) this.awake += part;
      this.decide();
    });
  }

  private decide(): void {
    const { client, deadline } = this.options;
    const now = performance.now();
    const heardLately =
      client.heardAt !== undefined && now - client.heardAt < deadline;
    if (this.awake >= deadline && !heardLately) this.end('silent');
    else if (now - this.begun < deadline * AT_MOST) this.wait();
    else this.end(heardLately ? 'heard elsewhere' : 'silent');
  }

  private end(why: 'silent' | 'heard elsewhere'): void {
    this.ended = why;
    this.asking.abort();
  }
}
