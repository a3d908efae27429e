import type { Clock } from '../../Clock';
import type { ClusterStore, StoredObject } from '../../apiserver/ClusterStore';
import { withCondition } from '../machinery/conditions';
import { podSuffix } from '../machinery/names';
import { recordEvent } from '../machinery/recordEvent';
import { replaceStatus } from '../machinery/replaceStatus';
import { ownerKeys, startReconciler } from '../machinery/startReconciler';
import { availability, type Availability } from './availability';
import { createPod, Retries } from './createPod';
import { isGoing, isOver, isReady, podFromTemplate } from './podFromTemplate';

/** Plays the ReplicaSet controller: as many pods as asked for. Returns the function that ends it. */
export function startReplicaSets(store: ClusterStore, clock: Clock) {
  const retries = new Retries();
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
        .list('pods', { namespace, owner: set.metadata.uid })
        .filter(pod => !isOver(pod) && !isGoing(pod));
      const refused = adjust(store, clock, set, living);
      if (refused) {
        lookAfter({ namespace, name }, retries.next(set.metadata.uid));
      } else {
        retries.forget(set.metadata.uid);
      }
      const counted = availability(living, set.spec.minReadySeconds, clock);
      if (counted.nextAfter) {
        lookAfter({ namespace, name }, counted.nextAfter);
      }
      replaceStatus(
        store,
        'replicasets.apps',
        set,
        replicaSetStatus(set, living, counted, refused, clock.now()),
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
  for (let missing = wanted - living.length; missing > 0; missing--) {
    const generateName = `${set.metadata.name}-`;
    const made = createPod(
      store,
      clock,
      set,
      podFromTemplate(set, set.spec.template, generateName + podSuffix(), {
        generateName,
      }),
      'replicaset-controller',
    );
    if ('refused' in made) {
      return made.refused;
    }
    living.push(made.pod);
  }
  // The least useful go first.
  const surplus = [...living]
    .sort((a, b) => Number(isReady(a)) - Number(isReady(b)))
    .slice(0, Math.max(0, living.length - wanted));
  for (const pod of surplus) {
    store.delete('pods', pod.metadata.namespace, pod.metadata.name);
    living.splice(living.indexOf(pod), 1);
    recordEvent(store, clock, set, {
      reason: 'SuccessfulDelete',
      message: `Deleted pod: ${pod.metadata.name}`,
      source: 'replicaset-controller',
    });
  }
  return undefined;
}

/** A ReplicaSet's status, from its pods. */
export function replicaSetStatus(
  set: StoredObject,
  living: StoredObject[],
  { ready, available }: Availability,
  refused: string | undefined,
  now: Date,
) {
  // The words of the first refusal stay until pods are taken again.
  const before = (set.status?.conditions ?? []).filter(
    ({ type }: { type: string }) => type === 'ReplicaFailure',
  );
  const failure = {
    type: 'ReplicaFailure',
    status: 'True' as const,
    reason: 'FailedCreate',
    message: refused,
  };
  return {
    observedGeneration: set.metadata.generation,
    replicas: living.length,
    fullyLabeledReplicas: living.length,
    ...(ready ? { readyReplicas: ready } : {}),
    ...(available ? { availableReplicas: available } : {}),
    ...(refused
      ? {
          conditions:
            before.length > 0 ? before : withCondition([], failure, now),
        }
      : {}),
  };
}
