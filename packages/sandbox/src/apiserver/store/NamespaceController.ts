import type { StoredObject } from '../ClusterStore';
import type { ResourceKind } from '../resources/ResourceKind';
import { terminationConditions, type Remaining } from './namespaceConditions';
import type { ObjectStore } from './ObjectStore';

const PODS = 'pods';

/**
 * Empties namespaces that are being deleted, pods before everything else, says in their conditions what
 * does not go, and lets them go when they are empty.
 */
export class NamespaceController {
  private readonly dying = new Set<string>();
  private readonly waiting = new Set<string>();
  private awake = false;

  constructor(private readonly store: ObjectStore) {}

  /** An object was written or is gone. */
  touched(kind: ResourceKind, { metadata }: StoredObject): void {
    if (kind.resource === 'namespaces') {
      if (metadata.deletionTimestamp) {
        this.dying.add(metadata.name);
        this.lookAt(metadata.name);
      }
    } else if (metadata.namespace && this.dying.has(metadata.namespace)) {
      this.lookAt(metadata.namespace);
    }
  }

  private lookAt(name: string): void {
    this.waiting.add(name);
    if (!this.awake) {
      this.awake = true;
      queueMicrotask(() => this.pass());
    }
  }

  private pass(): void {
    this.awake = false;
    const names = [...this.waiting];
    this.waiting.clear();
    for (const name of names) {
      const namespace = this.store.get('namespaces', undefined, name);
      if (namespace?.metadata.deletionTimestamp) {
        this.empty(namespace);
      } else {
        this.dying.delete(name);
      }
    }
  }

  private empty({ metadata: { name } }: StoredObject): void {
    const pods = this.deleteAll(name, kind => kind.resource === PODS);
    const left = pods.length > 0 ? pods : this.deleteAll(name, () => true);
    this.store.updateStatus('namespaces', undefined, name, status => {
      status.conditions = terminationConditions(
        left,
        status.conditions,
        `${this.store.now().toISOString().slice(0, 19)}Z`,
      );
    });
    if (left.length === 0) {
      this.store.update('namespaces', undefined, name, ({ spec }) => {
        const others = spec.finalizers?.filter(
          (finalizer: string) => finalizer !== 'kubernetes',
        );
        spec.finalizers = others?.length > 0 ? others : undefined;
      });
    }
  }

  /** Deletes what is in a namespace; returns what has not gone at once. */
  private deleteAll(
    namespace: string,
    wanted: (kind: ResourceKind) => boolean,
  ): Remaining[] {
    const kinds = this.store.registry.kinds.filter(
      kind => kind.namespaced && wanted(kind),
    );
    const contents = () =>
      kinds
        .map(kind => ({ kind, objects: this.store.objects(kind, namespace) }))
        .filter(({ objects }) => objects.length > 0);
    for (const { kind, objects } of contents()) {
      for (const { metadata } of objects) {
        if (!metadata.deletionTimestamp) {
          this.store.delete(kind.resource, namespace, metadata.name);
        }
      }
    }
    return contents();
  }
}
