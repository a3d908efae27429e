import type { Controllers } from '../startControllers';
import { keepInstanceDown } from './keepInstanceDown';
import { once, type Heal } from './Heal';
import { pathOf, present, type Place } from './Place';
import { CLUSTERS } from '../cloudNativePg/facts';

/**
 * Kills the primary of a database and lets nobody take over: the failover stays where it began.
 *
 * @public
 */
export function holdFailover(controllers: Controllers, place: Place): Heal {
  const { withoutSuccessor } = controllers.postgres.disturbances;
  const { status } = present(
    controllers.rke2,
    CLUSTERS,
    place,
    'database cluster',
  );
  withoutSuccessor.add(pathOf(place));
  const comeBack = keepInstanceDown(controllers, {
    ...place,
    instance: status.currentPrimary,
  });
  return once(() => {
    withoutSuccessor.delete(pathOf(place));
    comeBack();
  });
}
