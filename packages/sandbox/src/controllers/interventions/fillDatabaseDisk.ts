import { CLUSTERS } from '../cloudNativePg/facts';
import type { Controllers } from '../startControllers';
import { once, type Heal } from './Heal';
import { pathOf, present, type Place } from './Place';

/**
 * Fills the disk of a database's primary. Healing makes room.
 *
 * @public
 */
export function fillDatabaseDisk(
  { rke2, kubelet, postgres }: Controllers,
  place: Place,
): Heal {
  const { full } = postgres.disturbances;
  const { status } = present(rke2, CLUSTERS, place, 'database cluster');
  const pod = { namespace: place.namespace, name: status.currentPrimary };
  present(rke2, 'pods', pod, 'database instance');
  const recheck = () => kubelet.recheck(pod.namespace, pod.name);
  full.add(pathOf(pod));
  recheck();
  return once(() => {
    full.delete(pathOf(pod));
    recheck();
  });
}
