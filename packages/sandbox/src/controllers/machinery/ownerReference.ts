import type { StoredObject } from '../../apiserver/ClusterStore';

/** The reference of a controller to what it manages: deleting the owner deletes the dependant. */
export function controlledBy(owner: StoredObject) {
  return {
    apiVersion: owner.apiVersion,
    kind: owner.kind,
    name: owner.metadata.name,
    uid: owner.metadata.uid,
    controller: true,
    blockOwnerDeletion: true,
  };
}

/** Whether the object is controlled by that owner. */
export function isControlledBy(
  object: StoredObject,
  owner: StoredObject,
): boolean {
  return (object.metadata.ownerReferences ?? []).some(
    reference => reference.uid === owner.metadata.uid,
  );
}
