import { CLUSTERS } from '../cloudNativePg/facts';
import { logRecord } from '../cloudNativePg/postgresLog';
import type { Controllers } from '../startControllers';
import { once, type Heal } from './Heal';
import { pathOf, present, type Place } from './Place';

/** How often somebody tries in vain. */
const TRYING_AGAIN = 30_000;

/**
 * Takes every connection of a database: who comes then is refused, and PostgreSQL says so in its log.
 *
 * @public
 */
export function crowdDatabase(
  { rke2, clock, postgres }: Controllers,
  place: Place,
): Heal {
  const { crowded } = postgres.disturbances;
  const path = pathOf(place);
  present(rke2, CLUSTERS, place, 'database cluster');
  crowded.add(path);
  let cancel = () => {};
  const tryInVain = () => {
    const { currentPrimary, bootstrap } = {
      ...rke2.get(CLUSTERS, place.namespace, place.name)?.spec,
      ...rke2.get(CLUSTERS, place.namespace, place.name)?.status,
    };
    if (!crowded.has(path) || !currentPrimary) {
      return;
    }
    const { owner, database } = bootstrap?.initdb ?? {};
    logRecord(
      rke2,
      clock,
      { namespace: place.namespace, name: currentPrimary },
      {
        severity: 'FATAL',
        state: '53300',
        message: 'sorry, too many clients already',
        user: owner,
        database,
      },
    );
    cancel = clock.after(TRYING_AGAIN, tryInVain);
  };
  tryInVain();
  return once(() => {
    crowded.delete(path);
    cancel();
  });
}
