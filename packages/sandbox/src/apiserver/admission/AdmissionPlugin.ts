import type { StoredObject } from '../ClusterStore';
import type { ResourceKind } from '../resources/ResourceKind';
import { StatusError } from '../StatusError';

/** Something that is about to be stored, over HTTP or by a controller. */
export interface AdmissionAttempt {
  kind: ResourceKind;
  operation: 'CREATE' | 'UPDATE';
  /** May be changed. */
  object: StoredObject;
  /** What it replaces. */
  before?: StoredObject;
  /** A sentence for the client's `Warning` header. */
  warn(text: string): void;
}

/** Looks at what is about to be stored: may change it, and throws a StatusError to refuse it. */
export type AdmissionPlugin = (attempt: AdmissionAttempt) => void;

/** The 403 of a plugin that refuses an object. */
export const refused = (
  kind: ResourceKind,
  name: string,
  why: string,
): StatusError =>
  new StatusError(
    403,
    'Forbidden',
    `${kind.resource} "${name}" is forbidden: ${why}`,
    {
      name,
      ...(kind.group ? { group: kind.group } : {}),
      kind: kind.plural,
    },
  );
