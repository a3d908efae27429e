const UNITS: Record<string, number> = {
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};
const LONGEST = 366 * UNITS.d;

/** Milliseconds of `90s`, `15m`, `2h` or `1d`. Throws RangeError, also for more than a year. */
export function readDuration(text: string): number {
  const [, amount, unit] = /^(\d{1,9}(?:\.\d{1,3})?)([smhd])$/.exec(text) ?? [];
  const milliseconds = Number(amount) * UNITS[unit];
  if (!(milliseconds <= LONGEST)) {
    throw new RangeError(
      `'${text}' is not a time such as 90s, 15m, 2h or 1d, of a year at most`,
    );
  }
  return milliseconds;
}
