/**
 * First value of the subset of JSONPath that printer columns use: members, `['member']`, indexes and
 * `[?(@.a=="b")]`.
 */
export function jsonPath(object: unknown, path: string): unknown {
  const step =
    /\.([A-Za-z0-9_-]+)|\['([^']+)'\]|\[(\d+)\]|\[\?\(@\.([A-Za-z0-9_.-]+)\s*==\s*["']([^"']*)["']\)\]/g;
  let value: any = object;
  for (const [, member, quoted, index, field, wanted] of path.matchAll(step)) {
    if (value === undefined || value === null) {
      return undefined;
    }
    if (field !== undefined) {
      value = Array.isArray(value)
        ? value.find(item => jsonPath(item, `.${field}`) === wanted)
        : undefined;
    } else {
      value = value[member ?? quoted ?? Number(index)];
    }
  }
  return value;
}
