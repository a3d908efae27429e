import type { Clock } from '../../Clock';
import type { StoredObject } from '../../apiserver/ClusterStore';
import { microTimestamp } from '../machinery/conditions';
import { elapsedSince } from '../machinery/elapsedSince';
import type { Instance } from './facts';
import { PHASE } from './clusterStatus';

/** From noticing that the primary is gone to choosing its successor. */
export const CHOOSING = 2000;
/** From the choice to the successor's accepting writes. */
export const PROMOTION = 3000;

/** A step of moving the primary: what to write into the status, and when to look again. */
export interface PrimaryMove {
  status: {
    phase: string;
    phaseReason: string;
    currentPrimary?: string;
    currentPrimaryTimestamp?: string;
    targetPrimary?: string;
    targetPrimaryTimestamp?: string;
    timelineID?: number;
  };
  lookAfter?: number;
  event?: { reason: string; message: string };
}

/** The replica that takes over: the sandbox's replicas are all up to date, so the first. */
export function candidate(
  instances: Instance[],
  currentPrimary: string,
): string | undefined {
  return instances.find(
    instance => instance.ready && instance.name !== currentPrimary,
  )?.name;
}

/**
 * The next step when the primary is gone or somebody asked for another one; undefined when the
 * primary stays where it is.
 */
export function nextPrimaryMove(
  cluster: StoredObject,
  instances: Instance[],
  clock: Clock,
): PrimaryMove | undefined {
  const { currentPrimary, targetPrimary, targetPrimaryTimestamp } =
    cluster.status ?? {};
  if (!currentPrimary) {
    return undefined;
  }
  const since = elapsedSince(clock, targetPrimaryTimestamp);
  const primary = instances.find(({ name }) => name === currentPrimary);
  const successor = candidate(instances, currentPrimary);

  if (!targetPrimary || targetPrimary === currentPrimary) {
    if (primary?.ready || !successor) {
      return undefined;
    }
    return {
      status: {
        phase: PHASE.failingOver,
        phaseReason: `Failing over from ${currentPrimary} to ${successor}`,
        targetPrimary: 'pending',
        targetPrimaryTimestamp: microTimestamp(clock.now()),
      },
      lookAfter: CHOOSING,
      event: {
        reason: 'FailingOver',
        message: `Current primary isn't healthy, initiating a failover from ${currentPrimary}`,
      },
    };
  }
  const phase = {
    phase: cluster.status.phase,
    phaseReason: cluster.status.phaseReason ?? '',
  };
  if (targetPrimary === 'pending' && !successor && primary?.ready) {
    return { status: { ...phase, targetPrimary: currentPrimary } };
  }
  if (targetPrimary === 'pending') {
    return since < CHOOSING || !successor
      ? { status: phase, lookAfter: Math.max(CHOOSING - since, 500) }
      : {
          status: {
            ...phase,
            targetPrimary: successor,
            targetPrimaryTimestamp: microTimestamp(clock.now()),
          },
          lookAfter: PROMOTION,
          event: {
            reason: 'FailoverTarget',
            message: `Failing over from ${currentPrimary} to ${successor}`,
          },
        };
  }
  const target = instances.find(({ name }) => name === targetPrimary);
  if (since < PROMOTION || !target?.ready) {
    return { status: phase, lookAfter: Math.max(PROMOTION - since, 500) };
  }
  return {
    status: {
      ...phase,
      currentPrimary: targetPrimary,
      currentPrimaryTimestamp: microTimestamp(clock.now()),
      timelineID: (cluster.status.timelineID ?? 1) + 1,
    },
  };
}
