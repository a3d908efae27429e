import type { Clock } from '../../Clock';
import type { ClusterStore } from '../../apiserver/ClusterStore';
import { startReconciler } from '../machinery/startReconciler';

const CLAIMS = 'persistentvolumeclaims';

/** Plays the CSI driver: every claim gets its volume at once, and grows when asked to. */
export function startVolumes(store: ClusterStore, clock: Clock): () => void {
  const reconciler = startReconciler(
    clock,
    [{ store, resource: CLAIMS }],
    ({ namespace, name }) => {
      const claim = store.get(CLAIMS, namespace, name);
      if (!claim || claim.metadata.deletionTimestamp) {
        return;
      }
      store.update(CLAIMS, namespace, name, copy => {
        copy.spec.volumeName ??= `pvc-${copy.metadata.uid}`;
        copy.spec.storageClassName ??= 'harvester';
      });
      store.updateStatus(CLAIMS, namespace, name, status =>
        Object.assign(status, {
          phase: 'Bound',
          accessModes: claim.spec.accessModes,
          capacity: { storage: claim.spec.resources?.requests?.storage },
        }),
      );
    },
  );
  return reconciler.stop;
}
