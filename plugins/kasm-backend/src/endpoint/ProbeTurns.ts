/** Looks at public hosts under way at once, of all deployments together. */
const AT_ONCE = 8;

/** Looks a second, of all deployments together, once the first rush is over. */
const PER_SECOND = 40;

/** Looks that may be made in a rush: what a portal needs when it starts. */
const RUSH = 600;

/**
 * Lets public hosts be looked at in turns. Every look costs connections and handshakes: a thousand
 * deployments at their own pace would keep the portal from everything else.
 *
 * @internal
 */
export class ProbeTurns {
  private readonly waiting = new Set<() => void>();
  private running = 0;
  private left = RUSH;
  private countedAt: number;
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly now: () => number = () => performance.now()) {
    this.countedAt = now();
  }

  /** How many wait for their turn. */
  get length(): number {
    return this.waiting.size;
  }

  /**
   * Runs a look when it is its turn, in the order of asking; not at all when it is called off before.
   */
  async take(signal: AbortSignal, look: () => Promise<void>): Promise<void> {
    const begins = await new Promise<boolean>(resolve => {
      const asking = new AbortController();
      const begin = () => {
        asking.abort();
        resolve(true);
      };
      if (signal.aborted) {
        resolve(false);
        return;
      }
      signal.addEventListener(
        'abort',
        () => {
          this.waiting.delete(begin);
          resolve(false);
        },
        { once: true, signal: asking.signal },
      );
      this.waiting.add(begin);
      this.next();
    });
    if (!begins) {
      return;
    }
    try {
      await look();
    } finally {
      this.running -= 1;
      this.next();
    }
  }

  private next(): void {
    const now = this.now();
    const grown = ((now - this.countedAt) / 1000) * PER_SECOND;
    this.left = Math.min(RUSH, this.left + grown);
    this.countedAt = now;
    for (const begin of this.waiting) {
      if (this.running >= AT_ONCE) {
        return;
      }
      if (this.left < 1) {
        const wait = Math.ceil(((1 - this.left) / PER_SECOND) * 1000);
        this.timer ??= setTimeout(() => {
          this.timer = undefined;
          this.next();
        }, wait);
        return;
      }
      this.waiting.delete(begin);
      this.left -= 1;
      this.running += 1;
      begin();
    }
    clearTimeout(this.timer);
    this.timer = undefined;
  }
}
