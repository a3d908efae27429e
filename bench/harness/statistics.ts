/** The value below which so many percent of all are. */
export function percentile(values: number[], percent: number): number {
  if (values.length === 0) {
    return Number.NaN;
  }
  const sorted = [...values].sort((a, b) => a - b);
  const rank = Math.ceil((percent / 100) * sorted.length) - 1;
  return sorted[Math.max(0, Math.min(sorted.length - 1, rank))];
}

export const median = (values: number[]) => percentile(values, 50);

/** How long it took, in milliseconds, and what came of it. */
export async function timed<T>(
  run: () => Promise<T>,
): Promise<{ took: number; result: T }> {
  const from = performance.now();
  const result = await run();
  return { took: performance.now() - from, result };
}

export const megabytes = (bytes: number) => bytes / 1_000_000;

export const pause = (milliseconds: number) =>
  new Promise<void>(resolve => setTimeout(resolve, milliseconds));
