import type { Clock } from '../../Clock';
import type { StoredObject } from '../../apiserver/ClusterStore';
import { beginMove } from './beginMove';
import { continueMove } from './continueMove';
import { isFenced, type Instance } from './facts';
import { isMoving, type PrimaryMove, type Surroundings } from './primaryMoves';

/**
 * The next step when the primary is gone or somebody asked for another one; undefined when the
 * primary stays where it is.
 */
export function nextPrimaryMove(
  cluster: StoredObject,
  instances: Instance[],
  clock: Clock,
  around: Surroundings,
): PrimaryMove | undefined {
  const { currentPrimary } = cluster.status ?? {};
  if (!currentPrimary || isFenced(cluster, currentPrimary)) {
    return undefined;
  }
  return isMoving(cluster)
    ? continueMove(cluster, instances, clock, around)
    : beginMove(cluster, instances, clock, around);
}
