import type { Clock } from '../../Clock';
import type { StoredObject } from '../../apiserver/ClusterStore';
import { microTimestamp } from '../machinery/conditions';
import { elapsedSince } from '../machinery/elapsedSince';
import type { Instance } from './facts';
import { PHASE } from './phases';
import {
  candidate,
  CHOOSING,
  PENDING,
  type PrimaryMove,
  type Surroundings,
} from './primaryMoves';

/** Phases in which the primary is away for a moment and comes back as such. */
const RESTARTS: string[] = [PHASE.restartInPlace, PHASE.restartByDeletion];

/** The first step of a move, when the primary is lost or its node is being emptied. */
export function beginMove(
  cluster: StoredObject,
  instances: Instance[],
  clock: Clock,
  around: Surroundings,
): PrimaryMove | undefined {
  const { status } = cluster;
  const { currentPrimary, phase } = status;
  const primary = instances.find(({ name }) => name === currentPrimary);
  const now = microTimestamp(clock.now());
  const pending = { targetPrimary: PENDING, targetPrimaryTimestamp: now };
  const successor = candidate(cluster, instances);
  if (primary?.ready) {
    return around.isBeingDrained(primary) &&
      successor &&
      !around.isBeingDrained(successor)
      ? {
          status: {
            phase: PHASE.switchover,
            phaseReason: `Triggering switchover because primary instance ${currentPrimary} is running on unschedulable node ${primary.pod?.spec.nodeName}`,
            ...pending,
          },
          lookAfter: CHOOSING,
          event: {
            reason: 'SwitchingOver',
            message: `Current primary is running on unschedulable node ${primary.pod?.spec.nodeName}, triggering a switchover`,
          },
        }
      : recovered(cluster);
  }
  if (RESTARTS.includes(phase) || (!successor && !around.withoutSuccessor)) {
    return undefined;
  }
  const left = delayLeft(cluster, clock);
  if (left > 0) {
    return {
      status: {
        phase,
        phaseReason: status.phaseReason,
        currentPrimaryFailingSinceTimestamp:
          status.currentPrimaryFailingSinceTimestamp ?? now,
      },
      lookAfter: left,
    };
  }
  return {
    status: {
      phase: PHASE.failingOver,
      phaseReason: `Initiating a failover from ${currentPrimary}`,
      ...pending,
    },
    lookAfter: CHOOSING,
    event: {
      reason: 'FailingOver',
      message: `Current primary isn't healthy, initiating a failover from ${currentPrimary}`,
    },
  };
}

/** A primary that came back in time is no longer failing. */
function recovered({ status }: StoredObject): PrimaryMove | undefined {
  return status.currentPrimaryFailingSinceTimestamp
    ? {
        status: {
          phase: status.phase,
          phaseReason: status.phaseReason,
          currentPrimaryFailingSinceTimestamp: undefined,
        },
      }
    : undefined;
}

/** Milliseconds for which a failing primary is still waited for. */
function delayLeft({ spec, status }: StoredObject, clock: Clock): number {
  const delay = (spec.failoverDelay ?? 0) * 1000;
  const since = status.currentPrimaryFailingSinceTimestamp;
  return since ? Math.max(0, delay - elapsedSince(clock, since)) : delay;
}
