const UNITS: Record<string, number> = {
  ns: 1e-9,
  us: 1e-6,
  µs: 1e-6,
  ms: 1e-3,
  s: 1,
  m: 60,
  h: 3600,
};
const WHOLE = /^(\d+(\.\d*)?(ns|us|µs|ms|s|m|h))+$/;
const PART = /(\d+(?:\.\d*)?)(ns|us|µs|ms|s|m|h)/g;

/**
 * Seconds of a Go duration, or of a bare number as Traefik takes it; undefined when it is neither.
 *
 * @public
 */
export function goDuration(value: unknown): number | undefined {
  const text = String(value).trim();
  if (/^\d+(\.\d+)?$/.test(text)) {
    return Number(text);
  }
  return WHOLE.test(text)
    ? [...text.matchAll(PART)].reduce(
        (sum, [, count, unit]) => sum + Number(count) * UNITS[unit],
        0,
      )
    : undefined;
}
