/** Milliseconds to wait after so many failures in a row: doubled each time, half of it by chance. */
export class Backoff {
  private failures = 0;

  constructor(
    private readonly first: number,
    private readonly cap: number,
    private readonly random: () => number,
  ) {}

  /** How many failures there were since the last success. */
  get count(): number {
    return this.failures;
  }

  /** Counts a failure and says how long to wait, with another cap if there is one. */
  next(cap = this.cap): number {
    this.failures += 1;
    const full = Math.min(cap, this.first * 2 ** (this.failures - 1));
    return full * (0.5 + this.random() / 2);
  }

  reset(): void {
    this.failures = 0;
  }
}
