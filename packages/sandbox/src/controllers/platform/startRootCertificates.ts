import type { Clock } from '../../Clock';
import type { ClusterStore } from '../../apiserver/ClusterStore';
import { startReconciler } from '../machinery/startReconciler';

const NAME = 'kube-root-ca.crt';

/** Puts the cluster's CA into every namespace, as a real cluster does. Returns the function that ends it. */
export function startRootCertificates(
  store: ClusterStore,
  clock: Clock,
  ca: string,
): () => void {
  const reconciler = startReconciler(
    clock,
    [{ store, resource: 'namespaces' }],
    ({ name }) => {
      const space = store.get('namespaces', undefined, name);
      if (
        space &&
        !space.metadata.deletionTimestamp &&
        !store.get('configmaps', name, NAME)
      ) {
        store.create({
          apiVersion: 'v1',
          kind: 'ConfigMap',
          metadata: { name: NAME, namespace: name },
          data: { 'ca.crt': ca },
        });
      }
    },
  );
  return reconciler.stop;
}
