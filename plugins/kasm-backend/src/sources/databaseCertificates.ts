/** `2027-02-20 10:00:00.123 +0000 UTC`: Go's own way of writing a time. */
const GO =
  /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d)(?:\.\d+)?\s*(Z|[+-]\d\d:?\d\d)/;

/** More certificates than CloudNativePG ever has. */
const MOST = 10;

/**
 * A time as CloudNativePG writes it, which may be Go's form or RFC 3339, as RFC 3339; undefined when
 * it is neither.
 *
 * @internal
 */
export function goTime(text: string | undefined): string | undefined {
  const [, day, time, zone] = GO.exec(text ?? '') ?? [];
  if (day === undefined) {
    return undefined;
  }
  const offset = zone === 'Z' ? zone : zone.replace(/^(...)(\d\d)$/, '$1:$2');
  const at = new Date(`${day}T${time}${offset}`);
  return Number.isNaN(at.getTime())
    ? undefined
    : at.toISOString().replace('.000', '');
}

/** When CloudNativePG's own certificates end, by Secret. */
export function certificates(
  expirations: Record<string, string> | undefined,
): Array<{ secret: string; expiresAt: string }> {
  return Object.entries(expirations ?? {})
    .slice(0, MOST)
    .flatMap(([secret, end]) => {
      const expiresAt = goTime(end);
      return expiresAt ? [{ secret, expiresAt }] : [];
    })
    .sort((a, b) => (a.secret < b.secret ? -1 : 1));
}
