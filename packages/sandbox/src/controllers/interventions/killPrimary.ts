import { PHASE } from '../cloudNativePg/phases';
import { CLUSTERS, instancesOf } from '../cloudNativePg/facts';
import type { Controllers } from '../startControllers';
import { present, type Place } from './Place';

/**
 * Kills the primary of a database: another instance takes over and the old primary comes back as
 * replica. There is nothing to heal.
 *
 * @returns whether that is over: every instance is back and one of them is the primary
 * @public
 */
export function killPrimary(
  { rke2 }: Controllers,
  place: Place,
): () => boolean {
  const { namespace, name } = place;
  const cluster = () => rke2.get(CLUSTERS, namespace, name);
  const { status } = present(rke2, CLUSTERS, place, 'database cluster');
  if (!status?.currentPrimary) {
    throw new Error(
      `Database cluster ${namespace}/${name} in the sandbox has no primary yet.`,
    );
  }
  const killed = status.currentPrimary;
  const { uid } = present(
    rke2,
    'pods',
    { namespace, name: killed },
    'database instance',
  ).metadata;
  rke2.delete('pods', namespace, killed);
  return () => {
    const now = cluster();
    // A pod that is asked to end goes on for a moment.
    if (rke2.get('pods', namespace, killed)?.metadata.uid === uid) {
      return false;
    }
    return (
      !now ||
      (now.status.phase === PHASE.healthy &&
        now.status.targetPrimary === now.status.currentPrimary &&
        instancesOf(rke2, now).every(({ ready }) => ready))
    );
  };
}
