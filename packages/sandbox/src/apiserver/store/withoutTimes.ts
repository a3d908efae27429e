import type { StoredObject } from '../ClusterStore';

/** A later time alone in an entry of managedFields is no change. */
export function withoutTimes(object: StoredObject): unknown {
  const { managedFields, ...metadata } = object.metadata;
  return {
    ...object,
    metadata: {
      ...metadata,
      managedFields: managedFields?.map(entry => ({
        ...(entry as object),
        time: undefined,
      })),
    },
  };
}
