import type { ClusterStore, StoredObject } from '../../apiserver/ClusterStore';

/** The claims of a pod's volumes, and what keeps the scheduler from placing the pod because of them. */
export interface PodClaims {
  volumes: StoredObject[];
  /** Claims that wait for the pod to have a node. */
  waiting: StoredObject[];
  hindrance?: string;
}

/** Looks at the claims of a pod's volumes as the scheduler does. */
export function podClaims(store: ClusterStore, pod: StoredObject): PodClaims {
  const result: PodClaims = { volumes: [], waiting: [] };
  for (const volume of pod.spec?.volumes ?? []) {
    const name = volume.persistentVolumeClaim?.claimName;
    if (!name) {
      continue;
    }
    const claim = store.get(
      'persistentvolumeclaims',
      pod.metadata.namespace,
      name,
    );
    if (!claim) {
      return {
        ...result,
        hindrance: `persistentvolumeclaim "${name}" not found`,
      };
    }
    if (claim.metadata.deletionTimestamp) {
      return {
        ...result,
        hindrance: `persistentvolumeclaim "${name}" is being deleted`,
      };
    }
    if (claim.status?.phase === 'Bound') {
      const bound = store.get(
        'persistentvolumes',
        undefined,
        claim.spec.volumeName,
      );
      result.volumes.push(...(bound ? [bound] : []));
      continue;
    }
    const chosen =
      claim.spec.storageClassName &&
      store.get(
        'storageclasses.storage.k8s.io',
        undefined,
        claim.spec.storageClassName,
      );
    if (chosen?.volumeBindingMode !== 'WaitForFirstConsumer') {
      return {
        ...result,
        hindrance: 'pod has unbound immediate PersistentVolumeClaims',
      };
    }
    result.waiting.push(claim);
  }
  return result;
}
