const UNITS: Record<string, number> = { h: 3_600_000, m: 60_000, s: 1000 };

/** Milliseconds of a Go duration of hours, minutes and seconds, as `720h0m0s`. Throws for other text. */
export function goDuration(text: string): number {
  if (!/^(\d+(\.\d+)?[hms])+$/.test(text)) {
    throw new Error(`"${text}" is no duration.`);
  }
  return [...text.matchAll(/(\d+(?:\.\d+)?)([hms])/g)].reduce(
    (total, [, value, unit]) => total + Number(value) * UNITS[unit],
    0,
  );
}
