import { CLUSTERS } from '../cloudNativePg/facts';
import type { Controllers } from '../startControllers';
import { once, type Heal } from './Heal';
import { pathOf, present, type Place } from './Place';
import { takeBackup } from './takeBackup';

const FULL_BUCKET =
  'unexpected failure invoking barman-cloud-backup: exit status 4: An error occurred (QuotaExceeded) when calling the UploadPart operation: The bucket quota is exceeded';

/**
 * Lets every backup of a database fail, beginning with one that is taken at once: its bucket has no
 * room for whole backups. Healing makes room and takes a good one.
 *
 * @public
 */
export function breakBackups(controllers: Controllers, place: Place): Heal {
  const { failingBackups } = controllers.postgres.disturbances;
  present(controllers.rke2, CLUSTERS, place, 'database cluster');
  failingBackups.set(pathOf(place), FULL_BUCKET);
  takeBackup(controllers, place);
  return once(() => {
    failingBackups.delete(pathOf(place));
    takeBackup(controllers, place);
  });
}
