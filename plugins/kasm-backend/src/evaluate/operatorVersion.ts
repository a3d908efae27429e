/**
 * Whether a version is at least so new; undefined when it cannot be told.
 *
 * @param version - `1.30.0`, `v1.30`, `1.31.0-rc1`
 */
export function isAtLeast(
  version: string | undefined,
  major: number,
  minor: number,
): boolean | undefined {
  const [, has, hasMinor] =
    /^v?(\d{1,4})\.(\d{1,4})(\D|$)/.exec(version ?? '') ?? [];
  if (has === undefined) {
    return undefined;
  }
  return Number(has) === major
    ? Number(hasMinor) >= minor
    : Number(has) > major;
}
