import type { Clock } from '../../Clock';
import type { ClusterStore, StoredObject } from '../../apiserver/ClusterStore';
import {
  ownKey,
  startReconciler,
  type ReconcileKey,
  type Reconciler,
  type ReconcileSource,
} from '../machinery/startReconciler';

/** Where the operator runs on the platform, and what it is there. */
export const OPERATOR_NAMESPACE = 'cnpg-system';
export const OPERATOR_DEPLOYMENT = 'cnpg-controller-manager';
export const OPERATOR_VERSION = '1.30.0';

const DEPLOYMENTS = 'deployments.apps';

const isRunning = (deployment: StoredObject | undefined) =>
  (deployment?.status?.availableReplicas ?? 0) > 0;

/** Whether the operator has a pod that works. While it has none, nothing is reconciled. */
export const operatorRuns = (store: ClusterStore): boolean =>
  isRunning(store.get(DEPLOYMENTS, OPERATOR_NAMESPACE, OPERATOR_DEPLOYMENT));

/**
 * Runs a part of the operator. It stands still while the operator has no pod, and looks at everything
 * of its resource again when it is back.
 */
export function startOperatorPart(
  store: ClusterStore,
  clock: Clock,
  resource: string,
  sources: ReconcileSource[],
  reconcile: (key: ReconcileKey, reconciler: Reconciler) => void,
): () => void {
  let ran = false;
  const afterRest: ReconcileSource = {
    store,
    resource: DEPLOYMENTS,
    keys: deployment => {
      const { namespace, name } = deployment.metadata;
      if (namespace !== OPERATOR_NAMESPACE || name !== OPERATOR_DEPLOYMENT) {
        return [];
      }
      const rested = !ran;
      ran = operatorRuns(store);
      return ran && rested ? store.list(resource).map(ownKey) : [];
    },
  };
  const reconciler = startReconciler(
    clock,
    [{ store, resource }, afterRest, ...sources],
    (key, own) => {
      if (operatorRuns(store)) {
        reconcile(key, own);
      }
    },
  );
  return reconciler.stop;
}
