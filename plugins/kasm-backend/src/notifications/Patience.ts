/** Milliseconds until the first repetition, doubled up to the last. */
const FIRST = 5_000;
const LAST = 10 * 60_000;

/**
 * When to try again what failed: ever more seldom, and said once per outage.
 *
 * @internal
 */
export class Patience {
  private failures = 0;
  private next = 0;

  constructor(private readonly now: () => number) {}

  mayTry(): boolean {
    return this.now() >= this.next;
  }

  /** Returns whether it is the first failure since something worked. */
  failed(): boolean {
    this.next = this.now() + Math.min(FIRST * 2 ** this.failures, LAST);
    this.failures += 1;
    return this.failures === 1;
  }

  succeeded(): void {
    this.failures = 0;
    this.next = 0;
  }
}
