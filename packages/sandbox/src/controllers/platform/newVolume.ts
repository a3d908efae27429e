import type { NewObject, StoredObject } from '../../apiserver/ClusterStore';

/** The volume that a driver makes for a claim of a class. */
export function newVolume(
  claim: StoredObject,
  chosen: StoredObject,
): NewObject {
  const { namespace, name, uid, resourceVersion } = claim.metadata;
  const { provisioner } = chosen;
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: {
      name: claim.spec.volumeName ?? `pvc-${uid}`,
      annotations: { 'pv.kubernetes.io/provisioned-by': provisioner },
    },
    spec: {
      accessModes: claim.spec.accessModes,
      capacity: { storage: claim.spec.resources?.requests?.storage },
      claimRef: {
        apiVersion: 'v1',
        kind: 'PersistentVolumeClaim',
        namespace,
        name,
        uid,
        resourceVersion,
      },
      csi: { driver: provisioner, volumeHandle: `pvc-${uid}` },
      persistentVolumeReclaimPolicy: chosen.reclaimPolicy ?? 'Delete',
      storageClassName: chosen.metadata.name,
      volumeMode: claim.spec.volumeMode ?? 'Filesystem',
    },
    status: { phase: 'Available' },
  };
}
