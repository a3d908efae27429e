import { tooMany } from './refusals';

/** Callers that are remembered; the oldest is forgotten first. */
const MAX_CALLERS = 10_000;

/**
 * Lets each caller do something so many times a minute.
 *
 * @internal
 */
export class CallerLimit {
  private readonly buckets = new Map<string, { left: number; at: number }>();

  constructor(
    private readonly perMinute: number,
    private readonly now: () => number = Date.now,
  ) {}

  /** Throws an error with status 429 once a caller has used up his share. */
  use(caller: string): void {
    const now = this.now();
    const { left, at } = this.buckets.get(caller) ?? {
      left: this.perMinute,
      at: now,
    };
    const refilled = Math.min(
      this.perMinute,
      left + ((now - at) / 60_000) * this.perMinute,
    );
    this.buckets.delete(caller);
    this.buckets.set(caller, { left: Math.max(0, refilled - 1), at: now });
    if (this.buckets.size > MAX_CALLERS) {
      const [oldest] = this.buckets.keys();
      this.buckets.delete(oldest);
    }
    if (refilled < 1) {
      throw tooMany(Math.ceil(((1 - refilled) / this.perMinute) * 60));
    }
  }
}
