import type { Clock } from '../../Clock';
import type { StoredObject } from '../../apiserver/ClusterStore';
import { microTimestamp } from '../machinery/conditions';
import { elapsedSince } from '../machinery/elapsedSince';
import type { Instance } from './facts';
import { PHASE, type Phase } from './phases';
import {
  candidate,
  CHOOSING,
  PENDING,
  PROMOTION,
  type PrimaryMove,
  type Surroundings,
} from './primaryMoves';

/** How often a move that waits for something is looked at. */
const LOOKING_AGAIN = 500;

/** The next step of a move that is under way. */
export function continueMove(
  cluster: StoredObject,
  instances: Instance[],
  clock: Clock,
  around: Surroundings,
): PrimaryMove {
  const { status } = cluster;
  const { currentPrimary, targetPrimary } = status;
  const now = microTimestamp(clock.now());
  const since = elapsedSince(clock, status.targetPrimaryTimestamp);
  const phase: Phase = {
    phase: status.phase,
    phaseReason: status.phaseReason,
  };
  const wait = (rest: number): PrimaryMove => ({
    status: phase,
    lookAfter: Math.max(rest, LOOKING_AGAIN),
  });
  if (targetPrimary === PENDING) {
    const successor = candidate(cluster, instances);
    const primary = instances.find(({ name }) => name === currentPrimary);
    if (!successor && primary?.ready && !around.withoutSuccessor) {
      return { status: { ...phase, targetPrimary: currentPrimary } };
    }
    if (since < CHOOSING || !successor || around.withoutSuccessor) {
      return wait(CHOOSING - since);
    }
    const message = `Failing over from ${currentPrimary} to ${successor.name}`;
    return {
      status: {
        phase: status.phase,
        phaseReason:
          status.phase === PHASE.switchover
            ? `Switching over to ${successor.name}`
            : message,
        targetPrimary: successor.name,
        targetPrimaryTimestamp: now,
      },
      lookAfter: PROMOTION,
      event: { reason: 'FailoverTarget', message },
    };
  }
  const target = instances.find(({ name }) => name === targetPrimary);
  if (since < PROMOTION || !target?.ready) {
    return wait(PROMOTION - since);
  }
  return {
    status: {
      ...phase,
      currentPrimary: targetPrimary,
      currentPrimaryTimestamp: now,
      currentPrimaryFailingSinceTimestamp: undefined,
      timelineID: (status.timelineID ?? 1) + 1,
    },
  };
}
