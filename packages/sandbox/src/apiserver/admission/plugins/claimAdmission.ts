import type { ClusterStore } from '../../ClusterStore';
import { invalid } from '../../StatusError';
import { refused, type AdmissionPlugin } from '../AdmissionPlugin';
import { quantity } from '../quantity';

const DEFAULT_CLASS = 'storageclass.kubernetes.io/is-default-class';

/** Plays what admission does with claims: the default class, and that disks only grow where their class can. */
export function claimAdmission(store: ClusterStore): AdmissionPlugin {
  return ({ kind, operation, object, before }) => {
    if (kind.resource !== 'persistentvolumeclaims' || !object.spec) {
      return;
    }
    if (operation === 'CREATE') {
      const [chosen] = store
        .list('storageclasses.storage.k8s.io')
        .filter(
          ({ metadata }) => metadata.annotations?.[DEFAULT_CLASS] === 'true',
        );
      if (chosen) {
        object.spec.storageClassName ??= chosen.metadata.name;
      }
      object.spec.volumeMode ??= 'Filesystem';
      return;
    }
    const asked = quantity(object.spec.resources?.requests?.storage);
    const had = quantity(before?.spec?.resources?.requests?.storage);
    if (asked < had && before?.status?.phase === 'Bound') {
      throw invalid(kind, object.metadata.name, [
        {
          reason: 'FieldValueForbidden',
          message: 'Forbidden: field can not be less than status.capacity',
          field: 'spec.resources.requests.storage',
        },
      ]);
    }
    if (asked > had) {
      const { storageClassName } = object.spec;
      const found =
        storageClassName &&
        store.get('storageclasses.storage.k8s.io', undefined, storageClassName);
      if (!found?.allowVolumeExpansion) {
        throw refused(
          kind,
          object.metadata.name,
          'only dynamically provisioned pvc can be resized and the storageclass that provisions the pvc must support resize',
        );
      }
    }
  };
}
