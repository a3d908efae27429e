import type { StoredObject } from '../../apiserver/ClusterStore';
import { isFenced, type Instance } from './facts';

/** From noticing that the primary is gone to choosing its successor. */
export const CHOOSING = 2000;
/** From the choice to the successor's accepting writes. */
export const PROMOTION = 3000;

/** Written where a name should be while it is not known who takes over. */
export const PENDING = 'pending';

/** A step of moving the primary: what to write into the status, and when to look again. */
export interface PrimaryMove {
  /** Undefined members go. */
  status: {
    phase: string;
    phaseReason?: string;
    currentPrimary?: string;
    currentPrimaryTimestamp?: string;
    currentPrimaryFailingSinceTimestamp?: string;
    targetPrimary?: string;
    targetPrimaryTimestamp?: string;
    timelineID?: number;
  };
  lookAfter?: number;
  event?: { reason: string; message: string };
}

/** What the surroundings say about a move. */
export interface Surroundings {
  /** Whether the node of a pod takes no more pods, because it is being emptied. */
  isBeingDrained(instance: Instance): boolean;
  /** Whether nobody can be chosen, for faults. */
  withoutSuccessor: boolean;
}

/** The replica that takes over: the sandbox's replicas are all up to date, so the first. */
export function candidate(
  cluster: StoredObject,
  instances: Instance[],
): Instance | undefined {
  return instances.find(
    ({ ready, name }) =>
      ready &&
      name !== cluster.status?.currentPrimary &&
      !isFenced(cluster, name),
  );
}

/** Whether another instance is to become the primary. */
export const isMoving = ({ status }: StoredObject): boolean =>
  Boolean(
    status?.currentPrimary && status.targetPrimary !== status.currentPrimary,
  );
