import type { StoredObject } from '../ClusterStore';
import type { ResourceKind } from '../resources/ResourceKind';
import { History, type Change } from './History';
import { freeze } from './json';
import { labelIndex, ownerIndex, type ObjectIndex } from './ObjectIndex';
import { positionOf, SortedObjects } from './SortedObjects';

export type { Change } from './History';

/** What a listener wants to hear of; absent, of everything. */
export interface ListenerScope {
  namespace?: string;
  /** Called when the resource type is served no longer. */
  ended?(): void;
}

type Listener = (change: Change) => void;

const keyOfName = (namespace: string | undefined, name: string) =>
  namespace ? `${namespace}/${name}` : name;
const keyOf = ({ metadata }: StoredObject) =>
  keyOfName(metadata.namespace, metadata.name);

/** Objects of one resource type, with their recent history. */
export class ObjectTable {
  /** By namespace; cluster-wide objects stand under ''. */
  private readonly spaces = new Map<string, SortedObjects>();
  /** Namespaces in the order of their objects' keys, each with its slash. */
  private spaceKeys: string[] = [];
  private readonly history: History;
  private readonly owners = ownerIndex();
  /** Made for a label when somebody first asks for it in the whole cluster. */
  private readonly labels = new Map<string, ObjectIndex>();
  private readonly listeners = new Map<Listener, ListenerScope>();
  /** Listeners by namespace; those of the whole cluster stand under ''. */
  private readonly audiences = new Map<string, readonly Listener[]>();

  /** @param floor - the revision before which nothing is known */
  constructor(readonly kind: ResourceKind, floor: number) {
    this.history = new History(floor);
  }

  static readonly key = keyOfName;

  get(namespace: string | undefined, name: string): StoredObject | undefined {
    return this.spaces.get(namespace ?? '')?.get(name);
  }

  /** In key order. `atRevision` rebuilds the list as it was; throws Expired when that is too long ago. */
  list(namespace?: string, atRevision?: number): StoredObject[] {
    const objects: StoredObject[] = [];
    if (namespace) {
      this.spaces.get(namespace)?.appendTo(objects);
    } else {
      for (const key of this.spaceKeys) {
        this.spaces.get(key.slice(0, -1))!.appendTo(objects);
      }
    }
    return atRevision === undefined
      ? objects
      : this.asOf(atRevision, objects, namespace);
  }

  /** Those with an owner, in key order. */
  ownedBy(uid: string): StoredObject[] {
    return inKeyOrder([...this.owners.get(uid)]);
  }

  /** Those in the whole cluster with a label, in key order. */
  labelled(label: string, value: string): StoredObject[] {
    let index = this.labels.get(label);
    if (!index) {
      index = labelIndex(label);
      this.list().forEach(object => index!.add(object));
      this.labels.set(label, index);
    }
    return inKeyOrder([...index.get(value)]);
  }

  put(object: StoredObject, revision: number): void {
    const previous = this.keep(object);
    this.record({
      type: previous ? 'MODIFIED' : 'ADDED',
      object,
      ...(previous ? { previous } : {}),
      revision,
    });
  }

  /** As `put` of something new, but the history does not go back behind it. */
  adopt(object: StoredObject, revision: number): void {
    this.keep(object);
    this.history.forget(revision);
    this.tell({ type: 'ADDED', object, revision });
  }

  /** The event shows the last stored state with the revision of the deletion. */
  remove(object: StoredObject, revision: number): void {
    const { namespace = '', name } = object.metadata;
    const stored = this.get(namespace, name);
    if (stored) {
      this.forget(stored);
    }
    const space = this.spaces.get(namespace);
    space?.delete(name);
    if (space?.size === 0) {
      this.spaces.delete(namespace);
      this.spaceKeys.splice(positionOf(this.spaceKeys, `${namespace}/`), 1);
    }
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
    return this.history.since(revision);
  }

  /** Called with each change at once; the returned function ends it. */
  onChange(listener: Listener, scope: ListenerScope = {}): () => void {
    const { namespace = '' } = scope;
    const audience = () => this.audiences.get(namespace) ?? [];
    this.audiences.set(namespace, [...audience(), listener]);
    this.listeners.set(listener, scope);
    return () => {
      this.listeners.delete(listener);
      const others = audience().filter(other => other !== listener);
      if (others.length > 0) {
        this.audiences.set(namespace, others);
      } else {
        this.audiences.delete(namespace);
      }
    };
  }

  /** The type is served no longer: tells those who wanted to know. */
  end(): void {
    [...this.listeners.values()].forEach(({ ended }) => ended?.());
  }

  /** Forgets the history up to a revision, as compaction of etcd does. */
  compact(revision: number): void {
    this.history.forget(revision);
  }

  /** Gives every object a new revision, in key order and without telling anybody. */
  restamp(nextRevision: () => number): void {
    this.history.restart();
    for (const object of this.list()) {
      const resourceVersion = String(nextRevision());
      this.keep({
        ...object,
        metadata: { ...object.metadata, resourceVersion },
      });
    }
  }

  /** Stores it under its name; returns what was there. */
  private keep(object: StoredObject): StoredObject | undefined {
    const { namespace = '', name } = object.metadata;
    let space = this.spaces.get(namespace);
    if (!space) {
      space = new SortedObjects();
      this.spaces.set(namespace, space);
      const key = `${namespace}/`;
      this.spaceKeys.splice(positionOf(this.spaceKeys, key), 0, key);
    }
    const previous = space.get(name);
    if (previous) {
      this.forget(previous);
    }
    freeze(object);
    space.set(name, object);
    this.owners.add(object);
    this.labels.forEach(index => index.add(object));
    return previous;
  }

  /** Takes it out of the indexes. */
  private forget(object: StoredObject): void {
    this.owners.remove(object);
    this.labels.forEach(index => index.remove(object));
  }

  private asOf(
    revision: number,
    current: StoredObject[],
    namespace: string | undefined,
  ): StoredObject[] {
    const objects = new Map(current.map(object => [keyOf(object), object]));
    for (const { object, previous } of this.since(revision).reverse()) {
      if (namespace && object.metadata.namespace !== namespace) {
        continue;
      }
      if (previous) {
        objects.set(keyOf(object), previous);
      } else {
        objects.delete(keyOf(object));
      }
    }
    return inKeyOrder([...objects.values()]);
  }

  private record(change: Change): void {
    this.history.record(change);
    this.tell(change);
  }

  private tell(change: Change): void {
    const { namespace } = change.object.metadata;
    // Who begins or ends to listen meanwhile changes other lists than these.
    const all = this.audiences.get('');
    const those = namespace ? this.audiences.get(namespace) : undefined;
    all?.forEach(listener => listener(change));
    those?.forEach(listener => listener(change));
  }
}

function inKeyOrder(objects: StoredObject[]): StoredObject[] {
  return objects
    .map(object => ({ key: keyOf(object), object }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ object }) => object);
}
