const OLDEST = 10 * 60_000;

/** About ten minutes' worth is twice as many: what has passed shall soon be forgotten. */
const MOST = 60;

/**
 * The last sixty answers, none older than ten minutes, and how many of them were failures.
 *
 * @internal
 */
export class CallCount {
  private answers: Array<{ at: number; failed: boolean }> = [];

  add(now: number, failed: boolean): void {
    this.answers = [...this.answers, { at: now, failed }].slice(-MOST);
  }

  total(now: number): { made: number; failed: number } {
    const recent = this.answers.filter(({ at }) => now - at <= OLDEST);
    return {
      made: recent.length,
      failed: recent.filter(({ failed }) => failed).length,
    };
  }
}
