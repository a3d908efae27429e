/**
 * Lets so many calls through at once, the others in the order in which they came: a thousand
 * deployments share it.
 *
 * @internal
 */
export class CallGate {
  private running = 0;
  private readonly waiting: Array<{ go(): void }> = [];

  constructor(private readonly most: number) {}

  /** Runs the call when it is its turn; not at all when it was called off meanwhile. */
  async run<T>(call: () => Promise<T>, signal: AbortSignal): Promise<T> {
    await this.enter(signal);
    try {
      return await call();
    } finally {
      this.leave();
    }
  }

  private enter(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    if (this.running < this.most) {
      this.running += 1;
      return Promise.resolve();
    }
    return new Promise((resolve, reject) => {
      const turn = { go: () => {} };
      const giveUp = () => {
        this.waiting.splice(this.waiting.indexOf(turn), 1);
        reject(signal.reason);
      };
      turn.go = () => {
        signal.removeEventListener('abort', giveUp);
        this.running += 1;
        resolve();
      };
      signal.addEventListener('abort', giveUp, { once: true });
      this.waiting.push(turn);
    });
  }

  private leave(): void {
    this.running -= 1;
    this.waiting.shift()?.go();
  }
}
