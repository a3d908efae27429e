const STEP = 5 * 60_000;

/** A quarter of an hour. */
const BACK = 3;

/**
 * How many sessions ran, at every full five minutes: the same moments on every replica, so that they
 * say the same.
 *
 * @internal
 */
export class SessionCounts {
  private counts: Array<{ step: number; running: number }> = [];

  /** What was seen at a moment, in milliseconds. */
  add(now: number, running: number): void {
    const step = Math.floor(now / STEP);
    if (this.counts.at(-1)?.step !== step) {
      this.counts = [...this.counts, { step, running }].slice(-BACK - 1);
    }
  }

  /** Of a quarter of an hour ago, or up to five minutes more; undefined until then. */
  before(now: number): number | undefined {
    const step = Math.floor(now / STEP) - BACK;
    return this.counts.find(count => count.step === step)?.running;
  }
}
