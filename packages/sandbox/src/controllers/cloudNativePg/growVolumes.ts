import { quantity } from '../../apiserver/admission/quantity';
import type { StoredObject } from '../../apiserver/ClusterStore';
import type { DatabaseWorld } from './DatabaseWorld';
import type { Instance } from './facts';
import { volumeWishes, wantedSize } from './instanceVolumes';

/** Asks for as much as the Cluster says; never for less than there is, which a volume autoscaler may have raised. */
export function growVolumes(
  { store }: DatabaseWorld,
  cluster: StoredObject,
  instances: Instance[],
): void {
  const { namespace } = cluster.metadata;
  for (const instance of instances) {
    for (const { name, storage } of volumeWishes(cluster, instance.name)) {
      const volume = store.get('persistentvolumeclaims', namespace, name);
      const asked = volume?.spec.resources?.requests?.storage;
      const wanted = wantedSize(storage);
      if (
        asked &&
        storage.resizeInUseVolumes !== false &&
        quantity(wanted) > quantity(asked)
      ) {
        store.update('persistentvolumeclaims', namespace, name, copy => {
          copy.spec.resources.requests.storage = wanted;
        });
      }
    }
  }
}
