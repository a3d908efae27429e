import { scheduledBackup } from '../cloudNativePg/startScheduledBackups';
import type { Controllers } from '../startControllers';
import type { Place } from './Place';

/**
 * Takes the backup of a database that is planned, now. Does nothing when none is planned.
 *
 * @public
 */
export function takeBackup({ rke2, clock }: Controllers, place: Place): void {
  const { namespace, name } = place;
  const scheduled = rke2
    .list('scheduledbackups.postgresql.cnpg.io', { namespace })
    .find(({ spec }) => spec.cluster.name === name && !spec.suspend);
  if (!scheduled) return;
  const cluster = rke2.get('clusters.postgresql.cnpg.io', namespace, name);
  const backup = scheduledBackup(scheduled, cluster, clock.now(), false);
  // The name tells the second, in which there may be one already.
  const { name: first } = backup.metadata;
  for (
    let count = 2;
    rke2.get('backups.postgresql.cnpg.io', namespace, backup.metadata.name);
    count++
  ) {
    backup.metadata.name = `${first}-${count}`;
  }
  rke2.create(backup);
}
