import { RESTARTED_AT } from '../cloudNativePg/facts';
import { timestamp } from '../machinery/conditions';
import type { Controllers } from '../startControllers';
import { changeDatabase } from './changeDatabase';
import { once, type Heal } from './Heal';
import type { Place } from './Place';

/**
 * Restarts a database whose primary is only restarted when a person promotes another one. Healing lets
 * the operator do it by itself.
 *
 * @public
 */
export function askForPromotion(controllers: Controllers, place: Place): Heal {
  const strategy = changeDatabase(controllers, place, {
    spec: { primaryUpdateStrategy: 'supervised' },
  });
  // Taking the wish back would leave the replicas restarted and the primary not.
  changeDatabase(controllers, place, {
    annotations: { [RESTARTED_AT]: timestamp(controllers.clock.now()) },
  });
  return once(strategy);
}
