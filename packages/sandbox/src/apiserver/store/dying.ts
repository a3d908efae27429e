import type { StoredObject } from '../ClusterStore';
import type { ResourceKind } from '../resources/ResourceKind';
import { copy } from './json';

/** An object that is deleted but still held: by its finalizers, or, a namespace, by its content. */
export function dying(
  kind: ResourceKind,
  before: StoredObject,
  finalizers: string[],
  time: string,
): StoredObject {
  const after = copy(before);
  after.metadata.deletionTimestamp = time;
  if (kind.resource === 'namespaces') {
    after.status = { ...after.status, phase: 'Terminating' };
  } else {
    after.metadata.deletionGracePeriodSeconds = 0;
    after.metadata.finalizers = finalizers;
  }
  return after;
}
