/** Whether a version such as `1.1181.0` is older than another, by its numbers. */
export function isOlder(version: string, than: string): boolean {
  const [left, right] = [version, than].map(text =>
    text.split(/[.+-]/).map(part => parseInt(part, 10) || 0),
  );
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0);
    if (difference !== 0) {
      return difference < 0;
    }
  }
  return false;
}
