import type { ClusterStore, StoredObject } from '../../apiserver/ClusterStore';
import { equal } from '../../apiserver/store/json';

/** Writes a whole status: fields that are not in it go. */
export function replaceStatus(
  store: ClusterStore,
  resource: string,
  object: StoredObject,
  next: object,
): void {
  // Most looks at an object change nothing.
  if (equal(object.status, next)) {
    return;
  }
  store.updateStatus(
    resource,
    object.metadata.namespace,
    object.metadata.name,
    status => {
      for (const field of Object.keys(status)) {
        delete status[field];
      }
      Object.assign(status, next);
    },
  );
}
