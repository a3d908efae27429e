import {
  resources,
  type KubeObject,
  type KubeResource,
} from '@kasm-portal/backstage-plugin-kasm-node';
import type { CheckGroup } from '../CheckGroup';
import type { Seen } from '../Looks';
import { about, type PreflightCheck } from '../PreflightCheck';

interface StorageClass extends KubeObject {
  provisioner?: string;
  allowVolumeExpansion?: boolean;
}

interface SnapshotClass extends KubeObject {
  driver?: string;
}

const snapshotClasses: KubeResource = {
  apiVersion: 'snapshot.storage.k8s.io/v1',
  plural: 'volumesnapshotclasses',
  kind: 'VolumeSnapshotClass',
  namespaced: false,
};

const DEFAULT = 'storageclass.kubernetes.io/is-default-class';

/** Where the database's volumes come from, and whether they can be copied. */
export const storage: CheckGroup = async ({ run, looks }) => {
  const { storageClass, backups } = run.spec.database;
  const found = storageClass
    ? await looks.get<StorageClass>(resources.storageClasses, storageClass)
    : defaultOf(await looks.list<StorageClass>(resources.storageClasses));
  const checks = [judgeStorage(found, storageClass)];
  if (backups.method === 'snapshot') {
    const { snapshotClass } = backups;
    checks.push(
      judgeSnapshots(
        await looks.get<SnapshotClass>(snapshotClasses, snapshotClass),
        found,
        snapshotClass,
      ),
    );
  }
  return { checks };
};

function defaultOf(classes: Seen<StorageClass[]>): Seen<StorageClass> {
  if (classes.state !== 'there') {
    return classes;
  }
  const value = classes.value.find(
    ({ metadata }) => metadata.annotations?.[DEFAULT] === 'true',
  );
  return value ? { state: 'there', value } : { state: 'absent' };
}

/** @internal */
export function judgeStorage(
  found: Seen<StorageClass>,
  asked: string | undefined,
): PreflightCheck {
  const check = about('storage-class', 'Storage class');
  if (found.state === 'hidden') {
    return check.unknown(found.detail, found.remedy);
  }
  if (found.state === 'absent') {
    return asked
      ? check.fail(
          `there is no StorageClass ${asked}`,
          'name one that is there; kubectl get storageclass lists them',
        )
      : check.fail(
          'no StorageClass is the default one',
          'name one in database.storageClass',
        );
  }
  const { metadata, provisioner, allowVolumeExpansion } = found.value;
  return check.pass(
    `${metadata.name}${asked ? '' : ', the default'}${
      provisioner ? ` (${provisioner})` : ''
    }${allowVolumeExpansion === true ? '' : '; its volumes cannot grow later'}`,
  );
}

/** @internal */
export function judgeSnapshots(
  found: Seen<SnapshotClass>,
  storageClass: Seen<StorageClass>,
  asked: string,
): PreflightCheck {
  const check = about('snapshot-class', 'Snapshot class');
  if (found.state === 'hidden') {
    return check.unknown(found.detail, found.remedy);
  }
  if (found.state === 'absent') {
    return check.fail(
      `there is no VolumeSnapshotClass ${asked}`,
      'name one that is there, or choose another method of backup',
    );
  }
  const { driver } = found.value;
  const provisioner =
    storageClass.state === 'there' ? storageClass.value.provisioner : undefined;
  if (provisioner && driver !== provisioner) {
    return check.fail(
      `VolumeSnapshotClass ${asked} is of ${
        driver ?? 'no driver'
      }, but the volumes are of ${provisioner}`,
      `choose a VolumeSnapshotClass of ${provisioner}`,
    );
  }
  return check.warn(
    `${asked} makes crash copies on the same storage: no recovery to a point in time, and they are lost with it`,
    'give a bucket with the method plugin where one can be had',
  );
}
