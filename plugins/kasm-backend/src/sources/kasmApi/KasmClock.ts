/** Clocks that differ by less, in milliseconds, agree: what is measured below it is the way of a call. */
const AGREED = 5_000;

/**
 * By how much Kasm's clock differs from the portal's. Measured with every answer that says what time
 * it is there, and changed only by much, so that the same moment stays the same.
 *
 * @internal
 */
export class KasmClock {
  private ahead = 0;

  /**
   * @param theirs - RFC 3339; Kasm's clock when it answered
   * @param ours - milliseconds; the middle of the call by the portal's clock
   */
  compare(theirs: string | undefined, ours: number): void {
    const then = Date.parse(theirs ?? '');
    if (Number.isNaN(then)) {
      return;
    }
    const ahead = then - ours;
    if (Math.abs(ahead - this.ahead) > AGREED) {
      this.ahead =
        Math.abs(ahead) > AGREED ? Math.round(ahead / AGREED) * AGREED : 0;
    }
  }

  /** RFC 3339 by Kasm's clock to RFC 3339 by the portal's. */
  ours(theirs: string | undefined): string | undefined {
    if (theirs === undefined || this.ahead === 0) {
      return theirs;
    }
    return new Date(Date.parse(theirs) - this.ahead)
      .toISOString()
      .replace('.000Z', 'Z');
  }
}
