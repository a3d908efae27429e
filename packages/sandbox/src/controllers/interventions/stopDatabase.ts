import { CLUSTERS } from '../cloudNativePg/facts';
import type { Controllers } from '../startControllers';
import { once, type Heal } from './Heal';
import { keepInstanceDown } from './keepInstanceDown';
import { present, type Place } from './Place';

/**
 * Kills every instance of a database and keeps them away: their volumes can be attached nowhere.
 *
 * @public
 */
export function stopDatabase(controllers: Controllers, place: Place): Heal {
  const { status } = present(
    controllers.rke2,
    CLUSTERS,
    place,
    'database cluster',
  );
  const instances: string[] = status?.instanceNames ?? [];
  const heals = instances
    .filter(name => controllers.rke2.get('pods', place.namespace, name))
    .map(instance => keepInstanceDown(controllers, { ...place, instance }));
  return once(() => heals.forEach(heal => heal()));
}
