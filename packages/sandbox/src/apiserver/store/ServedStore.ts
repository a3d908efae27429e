import type { AdmissionWebhook } from '../admission/AdmissionWebhook';
import type { ClusterStore, StoredObject } from '../ClusterStore';
import type { ResourceKind } from '../resources/ResourceKind';
import type { ResourceRegistry } from '../resources/ResourceRegistry';
import type { Change, ListenerScope } from './ObjectTable';
import type { PodLogs } from './PodLogs';

/** What a client may ask of a deletion. */
export interface DeleteOptions {
  propagationPolicy?: 'Foreground' | 'Background' | 'Orphan';
  gracePeriodSeconds?: number;
  preconditions?: { uid?: string; resourceVersion?: string };
  dryRun?: boolean;
}

/** How something is written. */
export interface WriteOptions {
  dryRun?: boolean;
  /** Hears what admission has to say about an object that it takes. */
  warn?(text: string): void;
}

/** The store as the HTTP layer uses it. Everything here throws `StatusError`. */
export interface ServedStore extends ClusterStore {
  readonly registry: ResourceRegistry;
  readonly logs: PodLogs;
  /** Revision of the last write in the whole cluster. */
  readonly revision: number;
  now(): Date;
  /** The webhooks that are asked about a kind. */
  webhooks(resource: string): AdmissionWebhook[];
  /**
   * Puts objects in place that are complete but for their revisions, which are the next ones in order.
   * Nothing is checked, and no watch can begin before them.
   */
  adopt(objects: StoredObject[]): void;
  /** Stores a new object whose metadata is complete but for what the server gives. */
  insert(
    kind: ResourceKind,
    object: StoredObject,
    options?: WriteOptions,
  ): StoredObject;
  /**
   * Stores a changed object; a resourceVersion or uid in it is a precondition. Nothing is stored
   * when nothing changed.
   */
  replace(
    kind: ResourceKind,
    before: StoredObject,
    after: StoredObject,
    options?: WriteOptions,
  ): StoredObject;
  /** `gone` is false while finalizers or a grace period hold the object. */
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
  onChange(
    kind: ResourceKind,
    listener: (change: Change) => void,
    scope?: ListenerScope,
  ): () => void;
  /**
   * Goes on with lower revisions, as a cluster does whose etcd came back from a backup: objects stay,
   * with new resourceVersions, and no earlier revision is known any more.
   */
  restoreBackup(): void;
  /** Forgets history up to now: older watches and continue tokens get 410. */
  compact(): void;
}
