import type { StoredObject } from '../../apiserver/ClusterStore';
import type { Controllers } from '../startControllers';
import { once, type Heal } from './Heal';
import { missing, type Place } from './Place';
import { manifestOf } from './removeSecret';

const SCHEDULES = 'scheduledbackups.postgresql.cnpg.io';

/** The schedule of a database's backups. */
function scheduleOf({ rke2 }: Controllers, place: Place): StoredObject {
  return (
    rke2
      .list(SCHEDULES, { namespace: place.namespace })
      .find(({ spec }) => spec.cluster.name === place.name) ??
    missing('backup schedule of database', place)
  );
}

/**
 * Changes members of the schedule of a database's backups. Healing sets them back.
 *
 * @public
 */
export function changeBackupSchedule(
  controllers: Controllers,
  place: Place,
  members: Record<string, unknown>,
): Heal {
  const { rke2 } = controllers;
  const { metadata, spec } = scheduleOf(controllers, place);
  const write = (value: (name: string) => unknown) =>
    rke2.update(SCHEDULES, metadata.namespace, metadata.name, copy => {
      for (const name of Object.keys(members)) {
        copy.spec[name] = value(name);
      }
    });
  write(name => members[name]);
  return once(() => {
    write(name => spec[name]);
  });
}

/**
 * Takes the schedule of a database's backups away. Healing makes it again.
 *
 * @public
 */
export function removeBackupSchedule(
  controllers: Controllers,
  place: Place,
): Heal {
  const { rke2 } = controllers;
  const { namespace, name } = scheduleOf(controllers, place).metadata;
  const found = { namespace: namespace!, name };
  const before = manifestOf(rke2, SCHEDULES, found, 'backup schedule');
  rke2.delete(SCHEDULES, namespace, name);
  return once(() => {
    if (!rke2.get(SCHEDULES, namespace, name)) {
      rke2.create(before);
    }
  });
}
