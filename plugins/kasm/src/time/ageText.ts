const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/**
 * A length of time in its largest whole unit: `2 s`, `6 min`, `3 h`, `23 days`.
 * Negative lengths come from clocks that differ, and read as nothing.
 *
 * @internal
 */
export function durationText(ms: number): string {
  const length = Math.max(0, ms);
  if (length < MINUTE) return `${Math.floor(length / SECOND)} s`;
  if (length < HOUR) return `${Math.floor(length / MINUTE)} min`;
  if (length < 2 * DAY) return `${Math.floor(length / HOUR)} h`;
  return `${Math.floor(length / DAY)} days`;
}

/** @internal */
export function agoText(from: number, now: number): string {
  return now - from < SECOND ? 'now' : `${durationText(now - from)} ago`;
}

/**
 * What is left until a moment: `23 days`, or `expired`.
 *
 * @internal
 */
export function leftText(until: number, now: number): string {
  return until <= now ? 'expired' : durationText(until - now);
}

/**
 * Milliseconds of an RFC 3339 time; undefined when there is none or it is none.
 *
 * @internal
 */
export function millis(time: string | undefined): number | undefined {
  const ms = time === undefined ? NaN : Date.parse(time);
  return Number.isNaN(ms) ? undefined : ms;
}
