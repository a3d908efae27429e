import type { StoredObject } from '../ClusterStore';
import type { ResourceKind } from '../resources/ResourceKind';
import type { StoredTables } from './StoredTables';

/** One owner that an object names. */
export interface Owner {
  uid: string;
  kind?: ResourceKind;
  found?: StoredObject;
  /**
   * `waiting` for its dependants to go first, `absent`, or `unknown` when nobody can say: its kind is not
   * served, or it stands in a namespace and the object does not.
   */
  state: 'solid' | 'waiting' | 'absent' | 'unknown';
}

/** The owners of an object, as the garbage collector sees them: by kind and name, and the uid must fit. */
export function ownersOf(store: StoredTables, object: StoredObject): Owner[] {
  const { namespace, ownerReferences = [] } = object.metadata;
  return ownerReferences.map(({ apiVersion, kind: named, name, uid }) => {
    const kind = store.registry.forObject(apiVersion, named);
    if (!kind || (kind.namespaced && !namespace)) {
      return { uid, state: 'unknown' };
    }
    const found = store.get(
      kind.resource,
      kind.namespaced ? namespace : undefined,
      name,
    );
    if (found?.metadata.uid !== uid) {
      return { uid, kind, state: 'absent' };
    }
    const { deletionTimestamp, finalizers } = found.metadata;
    const waiting =
      deletionTimestamp && finalizers?.includes('foregroundDeletion');
    return { uid, kind, found, state: waiting ? 'waiting' : 'solid' };
  });
}
