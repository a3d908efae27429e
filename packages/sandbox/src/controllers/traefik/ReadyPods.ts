import type { ClusterStore, StoredObject } from '../../apiserver/ClusterStore';
import { isGoing, isReady } from '../workloads/podFromTemplate';

/** Pods that are ready and stay, by a name that the caller gives them. */
export class ReadyPods {
  private readonly byKey = new Map<string, Map<string, StoredObject>>();
  private readonly unsubscribe: () => void;

  /**
   * @param keyOf - undefined for pods that do not matter
   * @param changed - called when a first pod of a key is ready, and when the last one no longer is
   */
  constructor(
    store: ClusterStore,
    private readonly keyOf: (pod: StoredObject) => string | undefined,
    changed: (key: string) => void = () => {},
  ) {
    this.unsubscribe = store.subscribe('pods', ({ type, object }) => {
      const key = this.keyOf(object);
      if (!key) {
        return;
      }
      const pods = this.byKey.get(key) ?? new Map<string, StoredObject>();
      const before = pods.size;
      if (type !== 'DELETED' && isReady(object) && !isGoing(object)) {
        this.byKey.set(key, pods.set(object.metadata.uid, object));
      } else {
        pods.delete(object.metadata.uid);
      }
      if (pods.size === 0) {
        this.byKey.delete(key);
      }
      if ((before === 0) !== (pods.size === 0)) {
        changed(key);
      }
    });
  }

  /** In the order in which they became ready. */
  of(key: string): StoredObject[] {
    return [...(this.byKey.get(key)?.values() ?? [])];
  }

  has(key: string): boolean {
    return this.byKey.has(key);
  }

  stop(): void {
    this.unsubscribe();
  }
}
