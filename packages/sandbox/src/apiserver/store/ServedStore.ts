import type { ClusterStore, StoredObject } from '../ClusterStore';
import type { ResourceKind } from '../resources/ResourceKind';
import type { ResourceRegistry } from '../resources/ResourceRegistry';
import type { Change } from './ObjectTable';
import type { PodLogs } from './PodLogs';

/** What a client may ask of a deletion. */
export interface DeleteOptions {
  propagationPolicy?: 'Foreground' | 'Background' | 'Orphan';
  preconditions?: { uid?: string; resourceVersion?: string };
  dryRun?: boolean;
}

/** The store as the HTTP layer uses it. Everything here throws `StatusError`. */
export interface ServedStore extends ClusterStore {
  readonly registry: ResourceRegistry;
  readonly logs: PodLogs;
  /** Revision of the last write in the whole cluster. */
  readonly revision: number;
  now(): Date;
  /** Stores a new object whose metadata is complete but for what the server gives. */
  insert(
    kind: ResourceKind,
    object: StoredObject,
    options?: { dryRun?: boolean },
  ): StoredObject;
  /**
   * Stores a changed object; a resourceVersion or uid in it is a precondition. Nothing is stored
   * when nothing changed.
   */
  replace(
    kind: ResourceKind,
    before: StoredObject,
    after: StoredObject,
    options?: { dryRun?: boolean },
  ): StoredObject;
  /** `gone` is false while finalizers hold the object. */
  remove(
    kind: ResourceKind,
    namespace: string | undefined,
    name: string,
    options?: DeleteOptions,
  ): { object: StoredObject; gone: boolean };
  /** In key order; with a revision as it was then. */
  objects(
    kind: ResourceKind,
    namespace?: string,
    atRevision?: number,
  ): StoredObject[];
  changesSince(kind: ResourceKind, revision: number): Change[];
  onChange(kind: ResourceKind, listener: (change: Change) => void): () => void;
  /** Forgets history up to now: older watches and continue tokens get 410. */
  compact(): void;
}
