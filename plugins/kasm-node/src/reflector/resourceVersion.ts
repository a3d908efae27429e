const NUMBER = /^\d+$/;

/**
 * Whether one resourceVersion is older than another. They are opaque: those that are not numbers
 * cannot be compared, and are not.
 */
export function isOlder(version: string, than: string): boolean {
  if (!NUMBER.test(version) || !NUMBER.test(than)) return false;
  return BigInt(version) < BigInt(than);
}
