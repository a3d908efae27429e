import type { Clock } from '../../Clock';
import type { ClusterStore, StoredObject } from '../../apiserver/ClusterStore';
import { meetsSelector } from '../kubelet/nodeMatching';
import { withCondition } from '../machinery/conditions';
import { replaceStatus } from '../machinery/replaceStatus';
import { ownKey, startReconciler } from '../machinery/startReconciler';
import { isGoing, isOver, isReady } from './podFromTemplate';
import { shareOf } from './rollout';

const BUDGETS = 'poddisruptionbudgets.policy';

/** Whether a budget is about a pod. */
export function covers(budget: StoredObject, pod: StoredObject): boolean {
  const { selector } = budget.spec ?? {};
  return Boolean(selector) && meetsSelector(pod.metadata.labels, selector);
}

/** Plays the disruption controller: how many pods of a budget may be evicted now. Returns the function that ends it. */
export function startDisruptionBudgets(store: ClusterStore, clock: Clock) {
  const reconciler = startReconciler(
    clock,
    [
      { store, resource: BUDGETS },
      {
        store,
        resource: 'pods',
        keys: pod =>
          store
            .list(BUDGETS, { namespace: pod.metadata.namespace })
            .filter(budget => covers(budget, pod))
            .map(ownKey),
      },
    ],
    ({ namespace, name }) => {
      const budget = store.get(BUDGETS, namespace, name);
      if (!budget) {
        return;
      }
      const pods = store
        .list('pods', { namespace })
        .filter(pod => covers(budget, pod) && !isOver(pod));
      const expected = expectedPods(store, pods);
      const healthy = pods.filter(pod => isReady(pod) && !isGoing(pod)).length;
      const { maxUnavailable, minAvailable } = budget.spec;
      const desired =
        maxUnavailable === undefined
          ? shareOf(minAvailable ?? 1, expected, Math.ceil)
          : Math.max(
              0,
              expected - shareOf(maxUnavailable, expected, Math.ceil),
            );
      const allowed = expected === 0 ? 0 : Math.max(0, healthy - desired);
      replaceStatus(store, BUDGETS, budget, {
        currentHealthy: healthy,
        desiredHealthy: desired,
        disruptionsAllowed: allowed,
        expectedPods: expected,
        observedGeneration: budget.metadata.generation,
        conditions: withCondition(
          budget.status?.conditions,
          {
            type: 'DisruptionAllowed',
            status: allowed > 0 ? 'True' : 'False',
            reason: allowed > 0 ? 'SufficientPods' : 'InsufficientPods',
            message: '',
            observedGeneration: budget.metadata.generation,
          },
          clock.now(),
        ),
      });
    },
  );
  return reconciler.stop;
}

/** As many as the owners of the pods want; pods of others count as they are. */
function expectedPods(store: ClusterStore, pods: StoredObject[]): number {
  const resources: Record<string, string> = {
    ReplicaSet: 'replicasets.apps',
    StatefulSet: 'statefulsets.apps',
  };
  const owners = new Map<string, number>();
  let others = 0;
  for (const pod of pods) {
    const [owner] = pod.metadata.ownerReferences ?? [];
    const resource = owner && resources[owner.kind];
    const found =
      resource && store.get(resource, pod.metadata.namespace, owner.name);
    if (found) {
      owners.set(owner.uid, found.spec.replicas ?? 1);
    } else {
      others += 1;
    }
  }
  return [...owners.values()].reduce((total, each) => total + each, others);
}
