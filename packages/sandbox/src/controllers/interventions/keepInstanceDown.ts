import { CLUSTERS } from '../cloudNativePg/facts';
import type { Controllers } from '../startControllers';
import { once, type Heal } from './Heal';
import { pathOf, present, type Place } from './Place';

/**
 * Kills a database instance and keeps it away: its volume can be attached nowhere until healed.
 *
 * @param target - the Cluster, and the instance; a replica when none is named
 * @public
 */
export function keepInstanceDown(
  controllers: Controllers,
  target: Place & { instance?: string },
): Heal {
  const { rke2, disturbances } = controllers;
  const cluster = present(rke2, CLUSTERS, target, 'database cluster');
  const instances: string[] = cluster.status?.instanceNames ?? [];
  const instance =
    target.instance ??
    instances.filter(name => name !== cluster.status.currentPrimary).pop() ??
    instances[0];
  const place = { namespace: target.namespace, name: instance };
  present(rke2, 'pods', place, 'database instance');
  disturbances.pods.unplaceable.add(pathOf(place));
  rke2.delete('pods', place.namespace, place.name);
  // The pod that waits for a node finds one by itself.
  return once(() => disturbances.pods.unplaceable.delete(pathOf(place)));
}
