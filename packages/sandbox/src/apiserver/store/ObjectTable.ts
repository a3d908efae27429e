import type { StoredObject, StoreEvent } from '../ClusterStore';
import type { ResourceKind } from '../resources/ResourceKind';
import { expired } from '../StatusError';
import { freeze } from './json';

/** One change of one object, with the revision at which it happened. */
export interface Change extends StoreEvent {
  revision: number;
}

/** How many changes a watch may be behind, per resource type. */
const WINDOW = 2000;

/** Objects of one resource type, with their recent history. */
export class ObjectTable {
  private readonly objects = new Map<string, StoredObject>();
  private history: Change[] = [];
  private readonly listeners = new Set<(change: Change) => void>();

  /** @param floor - the revision before which nothing is known */
  constructor(readonly kind: ResourceKind, private floor: number) {}

  static key(namespace: string | undefined, name: string): string {
    return namespace ? `${namespace}/${name}` : name;
  }

  get(namespace: string | undefined, name: string): StoredObject | undefined {
    return this.objects.get(ObjectTable.key(namespace, name));
  }

  /** In key order. `atRevision` rebuilds the list as it was; throws Expired when that is too long ago. */
  list(namespace?: string, atRevision?: number): StoredObject[] {
    const objects =
      atRevision === undefined ? this.objects : this.asOf(atRevision);
    return [...objects.keys()]
      .sort((a, b) => (a < b ? -1 : 1))
      .map(key => objects.get(key)!)
      .filter(object => !namespace || object.metadata.namespace === namespace);
  }

  put(object: StoredObject, revision: number): void {
    const key = ObjectTable.key(
      object.metadata.namespace,
      object.metadata.name,
    );
    const previous = this.objects.get(key);
    this.objects.set(key, freeze(object));
    this.record({
      type: previous ? 'MODIFIED' : 'ADDED',
      object,
      ...(previous ? { previous } : {}),
      revision,
    });
  }

  /** The event shows the last stored state with the revision of the deletion. */
  remove(object: StoredObject, revision: number): void {
    this.objects.delete(
      ObjectTable.key(object.metadata.namespace, object.metadata.name),
    );
    this.record({
      type: 'DELETED',
      object: freeze({
        ...object,
        metadata: { ...object.metadata, resourceVersion: String(revision) },
      }),
      previous: object,
      revision,
    });
  }

  /** Changes after a revision; throws Expired when the window no longer has them all. */
  since(revision: number): Change[] {
    if (revision < this.floor) {
      throw expired(`too old resource version: ${revision} (${this.floor})`);
    }
    let start = this.history.length;
    while (start > 0 && this.history[start - 1].revision > revision) {
      start -= 1;
    }
    return this.history.slice(start);
  }

  /** Called with each change at once; the returned function ends it. */
  onChange(listener: (change: Change) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Forgets the history up to a revision, as compaction of etcd does. */
  compact(revision: number): void {
    this.floor = Math.max(this.floor, revision);
    this.history = this.history.filter(change => change.revision > revision);
  }

  private asOf(revision: number): Map<string, StoredObject> {
    const objects = new Map(this.objects);
    const changes = this.since(revision);
    for (const { object, previous } of changes.reverse()) {
      const key = ObjectTable.key(
        object.metadata.namespace,
        object.metadata.name,
      );
      if (previous) {
        objects.set(key, previous);
      } else {
        objects.delete(key);
      }
    }
    return objects;
  }

  private record(change: Change): void {
    this.history.push(change);
    if (this.history.length > WINDOW) {
      this.floor = this.history.shift()!.revision;
    }
    [...this.listeners].forEach(listener => listener(change));
  }
}
