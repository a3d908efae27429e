/**
 * The day after which the PostgreSQL project mends nothing of a major any more, RFC 3339 dates.
 * Source: postgresql.org/support/versioning.
 */
export const END_OF_LIFE: Readonly<Record<number, string>> = {
  13: '2025-11-13',
  14: '2026-11-12',
  15: '2027-11-11',
  16: '2028-11-09',
  17: '2029-11-08',
  18: '2030-11-14',
};

/** The oldest in the table: what is older ended before. */
export const OLDEST_MAJOR = 13;

/** The moment at which a major ended or ends; undefined when nobody knows it yet. RFC 3339. */
export function endOfLife(major: number): string | undefined {
  const day =
    major < OLDEST_MAJOR ? END_OF_LIFE[OLDEST_MAJOR] : END_OF_LIFE[major];
  return day && `${day}T23:59:59Z`;
}
