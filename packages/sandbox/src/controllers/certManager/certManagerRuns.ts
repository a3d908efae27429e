import type { ClusterStore } from '../../apiserver/ClusterStore';
import type {
  ReconcileKey,
  ReconcileSource,
} from '../machinery/startReconciler';
import { CERT_MANAGER_NAMESPACE } from './certificateResources';

const DEPLOYMENTS = 'deployments.apps';

/** cert-manager's Deployments: the controllers, and the webhook that the API server asks. */
export type CertManagerPart = 'cert-manager' | 'cert-manager-webhook';

/** Whether a part of cert-manager has a pod that works. */
export function certManagerRuns(
  store: ClusterStore,
  part: CertManagerPart,
): boolean {
  const deployment = store.get(DEPLOYMENTS, CERT_MANAGER_NAMESPACE, part);
  return (deployment?.status?.availableReplicas ?? 0) > 0;
}

/** Looks at everything again when the controllers are back, as they do when they start. */
export function afterRest(
  store: ClusterStore,
  all: () => ReconcileKey[],
): ReconcileSource {
  let ran = false;
  return {
    store,
    resource: DEPLOYMENTS,
    keys: ({ metadata }) => {
      if (
        metadata.namespace !== CERT_MANAGER_NAMESPACE ||
        metadata.name !== 'cert-manager'
      ) {
        return [];
      }
      const rested = !ran;
      ran = certManagerRuns(store, 'cert-manager');
      return ran && rested ? all() : [];
    },
  };
}
