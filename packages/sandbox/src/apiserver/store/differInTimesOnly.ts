import type { StoredObject } from '../ClusterStore';
import { equal } from './json';

const untimed = (managers: unknown[] | undefined) =>
  managers?.map(manager => ({ ...(manager as object), time: undefined }));

/**
 * Whether two states, the later made of the earlier one's parts, differ in nothing but times of
 * managedFields: that is no change.
 */
export function differInTimesOnly(
  before: StoredObject,
  after: StoredObject,
): boolean {
  const { managedFields: earlier, ...left } = before.metadata;
  const { managedFields: later, ...right } = after.metadata;
  return (
    earlier !== later &&
    shallowlyEqual(left, right) &&
    shallowlyEqual(
      { ...before, metadata: undefined },
      { ...after, metadata: undefined },
    ) &&
    equal(untimed(earlier), untimed(later))
  );
}

function shallowlyEqual(a: object, b: object): boolean {
  const left = Object.entries(a);
  return (
    left.length === Object.keys(b).length &&
    left.every(([key, value]) => (b as Record<string, unknown>)[key] === value)
  );
}
