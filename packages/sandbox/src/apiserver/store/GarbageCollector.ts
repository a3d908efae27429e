import type { StoredObject } from '../ClusterStore';
import type { ResourceKind } from '../resources/ResourceKind';
import { remainingContentConditions } from './namespaces';
import type { ObjectStore } from './ObjectStore';

interface Found {
  kind: ResourceKind;
  object: StoredObject;
}

/**
 * What the garbage collector and the namespace controller do: dependants of owners that are gone,
 * and the content of namespaces that are going. Runs soon after the write that made it necessary.
 */
export class GarbageCollector {
  private awake = false;

  constructor(private readonly store: ObjectStore) {}

  wake(): void {
    if (!this.awake) {
      this.awake = true;
      queueMicrotask(() => {
        this.awake = false;
        this.pass();
      });
    }
  }

  private pass(): void {
    const all = this.everything();
    const owners = new Set(all.map(({ object }) => object.metadata.uid));
    for (const found of all) {
      this.collect(found, owners);
      this.finishForeground(found, all);
      this.finishOrphan(found, all);
    }
    for (const namespace of this.store.list('namespaces')) {
      if (namespace.metadata.deletionTimestamp) {
        this.empty(namespace);
      }
    }
  }

  private everything(): Found[] {
    return this.store.registry.kinds.flatMap(kind =>
      this.store.objects(kind).map(object => ({ kind, object })),
    );
  }

  /** Deletes what has lost every owner, and forgets single owners that are gone. */
  private collect({ kind, object }: Found, owners: Set<string>): void {
    const { ownerReferences, namespace, name } = object.metadata;
    if (!ownerReferences?.length) {
      return;
    }
    const left = ownerReferences.filter(({ uid }) => owners.has(uid));
    if (left.length === 0) {
      this.store.delete(kind.resource, namespace, name);
    } else if (left.length < ownerReferences.length) {
      this.store.update(kind.resource, namespace, name, copy => {
        copy.metadata.ownerReferences = left;
      });
    }
  }

  private finishForeground({ kind, object }: Found, all: Found[]): void {
    if (!isDyingWith(object, 'foregroundDeletion')) {
      return;
    }
    for (const dependant of dependants(object, all)) {
      const { namespace, name } = dependant.object.metadata;
      this.store.delete(dependant.kind.resource, namespace, name);
    }
    const blocked = dependants(object, all).some(
      ({ kind: dependantKind, object: { metadata } }) =>
        this.store.get(
          dependantKind.resource,
          metadata.namespace,
          metadata.name,
        ) &&
        metadata.ownerReferences?.some(
          ({ uid, blockOwnerDeletion }) =>
            uid === object.metadata.uid && blockOwnerDeletion,
        ),
    );
    if (!blocked) {
      this.dropFinalizer(kind, object, 'foregroundDeletion');
    }
  }

  private finishOrphan({ kind, object }: Found, all: Found[]): void {
    if (!isDyingWith(object, 'orphan')) {
      return;
    }
    for (const dependant of dependants(object, all)) {
      const { namespace, name } = dependant.object.metadata;
      this.store.update(dependant.kind.resource, namespace, name, copy => {
        const left = copy.metadata.ownerReferences.filter(
          (reference: { uid: string }) => reference.uid !== object.metadata.uid,
        );
        copy.metadata.ownerReferences = left.length > 0 ? left : undefined;
      });
    }
    this.dropFinalizer(kind, object, 'orphan');
  }

  private dropFinalizer(
    kind: ResourceKind,
    { metadata: { namespace, name } }: StoredObject,
    finalizer: string,
  ): void {
    this.store.update(kind.resource, namespace, name, copy => {
      copy.metadata.finalizers = copy.metadata.finalizers?.filter(
        (item: string) => item !== finalizer,
      );
    });
  }

  private empty(namespace: StoredObject): void {
    const { name } = namespace.metadata;
    const contents = () =>
      this.store.registry.kinds
        .filter(kind => kind.namespaced)
        .map(kind => ({ kind, objects: this.store.objects(kind, name) }))
        .filter(({ objects }) => objects.length > 0);
    for (const { kind, objects } of contents()) {
      for (const object of objects) {
        this.store.delete(kind.resource, name, object.metadata.name);
      }
    }
    const left = contents();
    const namespaces = this.store.registry.kind('namespaces');
    if (left.length === 0 && !namespace.metadata.finalizers?.length) {
      this.store.erase(namespaces, namespace);
      return;
    }
    const message = JSON.stringify(
      left.map(({ kind, objects }) => [kind.resource, objects.length]),
    );
    if (left.length > 0 && this.reported.get(name) !== message) {
      this.reported.set(name, message);
      this.store.updateStatus('namespaces', undefined, name, status => {
        status.conditions = remainingContentConditions(
          left,
          `${this.store.now().toISOString().slice(0, 19)}Z`,
        );
      });
    }
  }

  /** What each dying namespace was last said to hold, so that its status is not written over and over. */
  private readonly reported = new Map<string, string>();
}

function isDyingWith({ metadata }: StoredObject, finalizer: string): boolean {
  return (
    !!metadata.deletionTimestamp && !!metadata.finalizers?.includes(finalizer)
  );
}

function dependants(owner: StoredObject, all: Found[]): Found[] {
  return all.filter(({ object }) =>
    object.metadata.ownerReferences?.some(
      ({ uid }) => uid === owner.metadata.uid,
    ),
  );
}
