import { microTimestamp } from '../machinery/conditions';
import type { Controllers } from '../startControllers';
import { present, type Place } from './Place';

const CLUSTERS = 'clusters.postgresql.cnpg.io';

/**
 * Asks for another primary of a database, as `kubectl cnpg promote` does: the old one becomes a replica.
 * Returns false when there is nobody to take over, or somebody is taking over already.
 *
 * @public
 */
export function switchPrimary(
  { rke2, clock }: Controllers,
  place: Place,
): boolean {
  const { namespace, name } = place;
  const { status } = present(rke2, CLUSTERS, place, 'database cluster');
  const { currentPrimary, targetPrimary } = status ?? {};
  const successor = (status?.instancesStatus?.healthy ?? []).find(
    (instance: string) => instance !== currentPrimary,
  );
  if (!currentPrimary || targetPrimary !== currentPrimary || !successor) {
    return false;
  }
  rke2.updateStatus(CLUSTERS, namespace, name, each =>
    Object.assign(each, {
      phase: 'Switchover in progress',
      phaseReason: `Switching over to ${successor}`,
      targetPrimary: successor,
      targetPrimaryTimestamp: microTimestamp(clock.now()),
    }),
  );
  return true;
}
