import { CLUSTERS, credentialSecrets } from '../cloudNativePg/facts';
import type { Controllers } from '../startControllers';
import { deletePods } from './componentPods';
import { once, type Heal } from './Heal';
import { present, type Place } from './Place';

/**
 * Takes Kasm's tables out of its database and restarts its API, which waits for them.
 *
 * @public
 */
export function emptyDatabase(
  { rke2, databases }: Controllers,
  place: Place,
  kasm: { namespace: string; release: string },
): Heal {
  const cluster = present(rke2, CLUSTERS, place, 'database cluster');
  const { database } = credentialSecrets(cluster);
  const restore = databases.empty(cluster, database);
  deletePods(rke2, { ...kasm, component: 'api' });
  return once(restore);
}
