import type { StoredObject } from '../ClusterStore';
import type { ResourceKind } from '../resources/ResourceKind';
import { conflict, invalid, preconditionFailed } from '../StatusError';
import type { DeleteOptions } from './ServedStore';

/** Refuses a change that was made to another object or state, and finalizers on what is dying. */
export function requireSame(
  kind: ResourceKind,
  before: StoredObject,
  after: StoredObject,
): void {
  const { name, uid, resourceVersion } = before.metadata;
  const sent = after.metadata;
  if (sent.uid && sent.uid !== uid) {
    throw conflict(
      kind,
      name,
      `Precondition failed: UID in precondition: ${sent.uid}, UID in object meta: ${uid}`,
    );
  }
  if (sent.resourceVersion && sent.resourceVersion !== resourceVersion) {
    throw conflict(kind, name);
  }
  if (before.metadata.deletionTimestamp) {
    const known = new Set(before.metadata.finalizers);
    const added = (sent.finalizers ?? []).filter(item => !known.has(item));
    if (added.length > 0) {
      throw invalid(kind, name, [
        {
          reason: 'FieldValueForbidden',
          message: `Forbidden: no new finalizers can be added if the object is being deleted, found new finalizers []string{${added
            .map(item => `"${item}"`)
            .join(', ')}}`,
          field: 'metadata.finalizers',
        },
      ]);
    }
  }
}

/** Refuses a deletion that meant another object or state. */
export function requirePreconditions(
  kind: ResourceKind,
  { metadata }: StoredObject,
  { uid, resourceVersion }: NonNullable<DeleteOptions['preconditions']> = {},
): void {
  if (uid !== undefined && uid !== metadata.uid) {
    throw preconditionFailed(
      kind,
      metadata.name,
      `the UID in the precondition (${uid}) does not match the UID in record (${metadata.uid}). The object might have been deleted and then recreated`,
    );
  }
  if (
    resourceVersion !== undefined &&
    resourceVersion !== metadata.resourceVersion
  ) {
    throw preconditionFailed(
      kind,
      metadata.name,
      `the ResourceVersion in the precondition (${resourceVersion}) does not match the ResourceVersion in record (${metadata.resourceVersion}). The object might have been modified`,
    );
  }
}
