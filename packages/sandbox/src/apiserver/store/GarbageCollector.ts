import type { StoredObject } from '../ClusterStore';
import type { ResourceKind } from '../resources/ResourceKind';
import type { ObjectStore } from './ObjectStore';
import { ownersOf } from './owners';

interface Found {
  kind: ResourceKind;
  object: StoredObject;
}

/**
 * Deletes what has lost its owners, and lets owners go that wait for their dependants. It looks at
 * what a write concerns, soon after the write.
 */
export class GarbageCollector {
  private readonly waiting = new Map<string, Found>();
  private awake = false;

  constructor(private readonly store: ObjectStore) {}

  /** An object was written: itself, or what it belongs to, may have to go. */
  written(
    kind: ResourceKind,
    object: StoredObject,
    before?: StoredObject,
  ): void {
    const { deletionTimestamp, ownerReferences } = object.metadata;
    const earlier = before?.metadata.ownerReferences;
    if (deletionTimestamp || (ownerReferences && ownerReferences !== earlier)) {
      this.lookAt(kind, object);
    }
    if (before && ownerReferences !== earlier) {
      this.lookAtOwners(before);
    }
  }

  /** An object is gone: its dependants may have to follow, and its owners may wait for it. */
  erased(object: StoredObject): void {
    for (const dependant of this.dependants(object)) {
      this.lookAt(dependant.kind, dependant.object);
    }
    this.lookAtOwners(object);
  }

  private lookAtOwners(object: StoredObject): void {
    for (const { kind, found } of ownersOf(this.store, object)) {
      if (kind && found?.metadata.deletionTimestamp) {
        this.lookAt(kind, found);
      }
    }
  }

  private lookAt(kind: ResourceKind, object: StoredObject): void {
    this.waiting.set(object.metadata.uid, { kind, object });
    if (!this.awake) {
      this.awake = true;
      queueMicrotask(() => this.pass());
    }
  }

  private pass(): void {
    this.awake = false;
    const all = [...this.waiting.values()];
    this.waiting.clear();
    for (const { kind, object } of all) {
      const { namespace, name, uid } = object.metadata;
      const current = this.store.get(kind.resource, namespace, name);
      if (current?.metadata.uid === uid) {
        this.judge(kind, current);
      }
    }
  }

  private judge(kind: ResourceKind, object: StoredObject): void {
    const { deletionTimestamp, finalizers } = object.metadata;
    if (!deletionTimestamp) {
      this.collect(kind, object);
    } else if (finalizers?.includes('orphan')) {
      this.leaveOrphans(kind, object);
    } else if (finalizers?.includes('foregroundDeletion')) {
      this.deleteDependantsFirst(kind, object);
    }
  }

  /** Deletes what has no owner left, and forgets those that are gone while another stays. */
  private collect(kind: ResourceKind, object: StoredObject): void {
    const owners = ownersOf(this.store, object);
    if (
      owners.length === 0 ||
      owners.some(({ state }) => state === 'unknown')
    ) {
      return;
    }
    const { namespace, name, uid } = object.metadata;
    const solid = owners.filter(({ state }) => state === 'solid');
    if (solid.length === 0) {
      const first = owners.some(({ state }) => state === 'waiting');
      this.store.delete(kind.resource, namespace, name, {
        uid,
        ...(first && this.dependants(object).length > 0
          ? { propagationPolicy: 'Foreground' }
          : {}),
      });
    } else if (solid.length < owners.length) {
      this.keepReferences(
        kind,
        object,
        solid.map(owner => owner.uid),
      );
    }
  }

  private deleteDependantsFirst(kind: ResourceKind, owner: StoredObject): void {
    const { uid } = owner.metadata;
    for (const dependant of this.dependants(owner)) {
      this.collect(dependant.kind, dependant.object);
    }
    const blocked = this.dependants(owner).some(({ object }) =>
      object.metadata.ownerReferences?.some(
        reference => reference.uid === uid && reference.blockOwnerDeletion,
      ),
    );
    if (!blocked) {
      this.dropFinalizer(kind, owner, 'foregroundDeletion');
    }
  }

  private leaveOrphans(kind: ResourceKind, owner: StoredObject): void {
    for (const dependant of this.dependants(owner)) {
      const { ownerReferences = [] } = dependant.object.metadata;
      this.keepReferences(
        dependant.kind,
        dependant.object,
        ownerReferences
          .map(({ uid }) => uid)
          .filter(uid => uid !== owner.metadata.uid),
      );
    }
    this.dropFinalizer(kind, owner, 'orphan');
  }

  private keepReferences(
    kind: ResourceKind,
    { metadata: { namespace, name } }: StoredObject,
    uids: string[],
  ): void {
    this.store.update(kind.resource, namespace, name, ({ metadata }) => {
      const left = metadata.ownerReferences.filter(
        (reference: { uid: string }) => uids.includes(reference.uid),
      );
      metadata.ownerReferences = left.length > 0 ? left : undefined;
    });
  }

  private dropFinalizer(
    kind: ResourceKind,
    { metadata: { namespace, name } }: StoredObject,
    finalizer: string,
  ): void {
    this.store.update(kind.resource, namespace, name, ({ metadata }) => {
      const left = metadata.finalizers?.filter(
        (item: string) => item !== finalizer,
      );
      metadata.finalizers = left?.length > 0 ? left : undefined;
    });
  }

  private dependants({ metadata: { uid } }: StoredObject): Found[] {
    return this.store.registry.kinds.flatMap(kind =>
      this.store.ownedBy(kind, uid).map(object => ({ kind, object })),
    );
  }
}
