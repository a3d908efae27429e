import type { Clock } from '../../Clock';
import type { ClusterStore, StoredObject } from '../../apiserver/ClusterStore';
import { withCondition } from '../machinery/conditions';
import { podSuffix } from '../machinery/names';
import { isControlledBy } from '../machinery/ownerReference';
import { recordEvent } from '../machinery/recordEvent';
import { replaceStatus } from '../machinery/replaceStatus';
import { ownerKeys, startReconciler } from '../machinery/startReconciler';
import { isOver, isReady, podFromTemplate } from './podFromTemplate';

const RETRY_CREATION = 2000;

/** Plays the ReplicaSet controller: as many pods as asked for. Returns the function that ends it. */
export function startReplicaSets(store: ClusterStore, clock: Clock) {
  const reconciler = startReconciler(
    clock,
    [
      { store, resource: 'replicasets.apps' },
      { store, resource: 'pods', keys: ownerKeys('ReplicaSet') },
    ],
    ({ namespace, name }, { lookAfter }) => {
      const set = store.get('replicasets.apps', namespace, name);
      if (!set || set.metadata.deletionTimestamp) {
        return;
      }
      const living = store
        .list('pods', { namespace })
        .filter(
          pod =>
            isControlledBy(pod, set) &&
            !isOver(pod) &&
            !pod.metadata.deletionTimestamp,
        );
      const refused = adjust(store, clock, set, living);
      if (refused) {
        lookAfter({ namespace, name }, RETRY_CREATION);
      }
      replaceStatus(
        store,
        'replicasets.apps',
        set,
        replicaSetStatus(set, living, refused, clock.now()),
      );
    },
  );
  return reconciler.stop;
}

/** Creates or deletes pods; returns the server's words when it refuses one. */
function adjust(
  store: ClusterStore,
  clock: Clock,
  set: StoredObject,
  living: StoredObject[],
): string | undefined {
  const wanted: number = set.spec.replicas ?? 1;
  const tell = (reason: string, message: string, type?: 'Warning') =>
    recordEvent(store, clock, set, {
      type,
      reason,
      message,
      source: 'replicaset-controller',
    });
  for (let missing = wanted - living.length; missing > 0; missing--) {
    const name = `${set.metadata.name}-${podSuffix()}`;
    try {
      living.push(store.create(podFromTemplate(set, set.spec.template, name)));
      tell('SuccessfulCreate', `Created pod: ${name}`);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      tell('FailedCreate', `Error creating: ${message}`, 'Warning');
      return message;
    }
  }
  // The least useful go first.
  const surplus = [...living]
    .sort((a, b) => Number(isReady(a)) - Number(isReady(b)))
    .slice(0, Math.max(0, living.length - wanted));
  for (const pod of surplus) {
    store.delete('pods', pod.metadata.namespace, pod.metadata.name);
    living.splice(living.indexOf(pod), 1);
    tell('SuccessfulDelete', `Deleted pod: ${pod.metadata.name}`);
  }
  return undefined;
}

/** A ReplicaSet's status, from its pods. */
export function replicaSetStatus(
  set: StoredObject,
  living: StoredObject[],
  refused: string | undefined,
  now: Date,
) {
  const ready = living.filter(isReady).length;
  return {
    observedGeneration: set.metadata.generation,
    replicas: living.length,
    fullyLabeledReplicas: living.length,
    ...(ready ? { readyReplicas: ready, availableReplicas: ready } : {}),
    ...(refused
      ? {
          conditions: withCondition(
            set.status?.conditions,
            {
              type: 'ReplicaFailure',
              status: 'True',
              reason: 'FailedCreate',
              message: refused,
            },
            now,
          ),
        }
      : {}),
  };
}
