import type { NewObject, StoredObject } from '../../apiserver/ClusterStore';
import { PVC_STATUS } from './facts';
import { partMetadata } from './instanceParts';

/** The names of an instance's volumes, with what the Cluster says of each. */
export function volumeWishes({ spec }: StoredObject, instance: string) {
  const data = { name: instance, role: 'PG_DATA', storage: spec.storage ?? {} };
  const wal = {
    name: `${instance}-wal`,
    role: 'PG_WAL',
    storage: spec.walStorage,
  };
  return spec.walStorage ? [data, wal] : [data];
}

/** The size a volume should have. */
export const wantedSize = (storage: any): string =>
  storage.size ?? storage.pvcTemplate?.resources?.requests?.storage ?? '1Gi';

/** The volumes of an instance: one for data, one for WAL when that has its own. */
export function instanceVolumes(
  cluster: StoredObject,
  instance: string,
  primary: boolean,
): NewObject[] {
  return volumeWishes(cluster, instance).map(({ name, role, storage }) => {
    const storageClass =
      storage.storageClass ?? storage.pvcTemplate?.storageClassName;
    return {
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: partMetadata(
        cluster,
        { name, instance, role: primary ? 'primary' : 'replica' },
        {
          labels: { 'cnpg.io/pvcRole': role },
          annotations: { [PVC_STATUS]: 'initializing' },
        },
      ),
      spec: {
        accessModes: ['ReadWriteOnce'],
        resources: { requests: { storage: wantedSize(storage) } },
        ...(storageClass ? { storageClassName: storageClass } : {}),
        volumeMode: 'Filesystem',
      },
    };
  });
}
