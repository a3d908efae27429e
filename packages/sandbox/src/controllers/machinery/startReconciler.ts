import type { Clock } from '../../Clock';
import type { ClusterStore, StoredObject } from '../../apiserver/ClusterStore';
import { StatusError } from '../../apiserver/StatusError';

const RETRY_AFTER_ERROR = 1000;

/** The namespace and name of what is to be looked at again. */
export interface ReconcileKey {
  namespace?: string;
  name: string;
}

/** A resource whose changes concern the reconciled one. */
export interface ReconcileSource {
  store: ClusterStore;
  resource: string;
  /** Which objects to look at again; the object itself when absent. */
  keys?(object: StoredObject): ReconcileKey[];
}

/** A running reconciler. */
export interface Reconciler {
  /** Looks at one object now rather than at its next change. */
  look(key: ReconcileKey): void;
  /** Looks again after a while; of several planned looks at the same key the earliest counts. */
  lookAfter(key: ReconcileKey, milliseconds: number): void;
  stop(): void;
}

const text = (key: ReconcileKey) => `${key.namespace ?? ''}/${key.name}`;

/** The key of an object itself. */
export function ownKey(object: StoredObject): ReconcileKey {
  return {
    namespace: object.metadata.namespace,
    name: object.metadata.name,
  };
}

/** The keys of an object's owners of one kind. */
export function ownerKeys(kind: string) {
  return (object: StoredObject): ReconcileKey[] =>
    (object.metadata.ownerReferences ?? [])
      .filter(owner => owner.kind === kind)
      .map(owner => ({
        namespace: object.metadata.namespace,
        name: owner.name,
      }));
}

const isNamespaceTerminating = (error: unknown) =>
  error instanceof StatusError &&
  error.details?.causes?.some(
    ({ reason }) => reason === 'NamespaceTerminating',
  );

/**
 * Runs a function for every object that changed or whose surroundings changed, as real controllers
 * do: it sees the state of the world, not the change. What it throws is tried again a second later.
 */
export function startReconciler(
  clock: Clock,
  sources: ReconcileSource[],
  reconcile: (key: ReconcileKey, reconciler: Reconciler) => void,
): Reconciler {
  const queued = new Map<string, ReconcileKey>();
  const planned = new Map<string, { due: number; cancel(): void }>();
  const subscriptions: Array<() => void> = [];
  let stopped = false;
  let draining = false;

  const reconciler: Reconciler = {
    look(key) {
      queued.set(text(key), key);
      if (!draining) {
        draining = true;
        queueMicrotask(drain);
      }
    },
    lookAfter(key, milliseconds) {
      const id = text(key);
      const due = clock.now().getTime() + milliseconds;
      const existing = planned.get(id);
      if (stopped || (existing && existing.due <= due)) {
        return;
      }
      existing?.cancel();
      const cancel = clock.after(milliseconds, () => {
        planned.delete(id);
        reconciler.look(key);
      });
      planned.set(id, { due, cancel });
    },
    stop() {
      stopped = true;
      subscriptions.splice(0).forEach(unsubscribe => unsubscribe());
      planned.forEach(({ cancel }) => cancel());
      planned.clear();
      queued.clear();
    },
  };

  function drain() {
    draining = false;
    const keys = [...queued.values()];
    queued.clear();
    for (const key of keys) {
      if (stopped) {
        return;
      }
      try {
        reconcile(key, reconciler);
      } catch (error) {
        // What goes with its namespace cannot be kept up, and needs no more.
        if (!isNamespaceTerminating(error)) {
          process.emitWarning(
            `A stand-in controller failed on ${text(key)}: ${
              error instanceof Error ? error.stack : error
            }`,
            'SandboxWarning',
          );
        }
        reconciler.lookAfter(key, RETRY_AFTER_ERROR);
      }
    }
  }

  for (const source of sources) {
    const keys = source.keys ?? (object => [ownKey(object)]);
    subscriptions.push(
      source.store.subscribe(source.resource, event => {
        keys(event.object).forEach(reconciler.look);
        if (event.previous && source.keys) {
          keys(event.previous).forEach(reconciler.look);
        }
      }),
    );
  }
  return reconciler;
}
