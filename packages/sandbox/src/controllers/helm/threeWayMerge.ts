type Map = Record<string, unknown>;

const isMap = (value: unknown): value is Map =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * What Helm makes of an object: what the chart says now wins, what it said before and no longer says
 * goes, and what the cluster added stays. Lists are replaced as a whole.
 */
export function threeWayMerge(
  live: unknown,
  before: unknown,
  now: unknown,
): unknown {
  if (!isMap(live) || !isMap(now)) {
    return now;
  }
  const previous = isMap(before) ? before : {};
  const kept = Object.entries(live).filter(
    ([key]) => !(key in previous) || key in now,
  );
  return {
    ...Object.fromEntries(kept),
    ...Object.fromEntries(
      Object.entries(now).map(([key, value]) => [
        key,
        threeWayMerge(live[key], previous[key], value),
      ]),
    ),
  };
}
