import { createHash } from 'node:crypto';
import type { PreparedRun } from '../run/RunContext';
import { desiredObjects } from './desiredObjects';

/**
 * Names what a deployment is wanted to be, so that what was done can be held against what was planned.
 * The same before and after: nothing that is made at the time of writing counts.
 */
export function planHash(
  run: Pick<PreparedRun, 'spec' | 'cluster' | 'facts'>,
): string {
  const facts = {
    ...run.facts,
    initialised: false,
    archiveServerName: undefined,
  };
  const objects = desiredObjects({ ...run, facts }).map(
    ({ manifest }) => manifest,
  );
  return createHash('sha256')
    .update(JSON.stringify(sorted(objects)))
    .digest('hex')
    .slice(0, 16);
}

/** With keys in one order. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(sorted);
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  return Object.fromEntries(
    Object.entries(value)
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
}
