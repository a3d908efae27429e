/** How a Deployment is doing, in numbers. */
export interface RolloutNumbers {
  desired: number;
  /** Replicas asked of the newest ReplicaSet, and how many of its pods are available. */
  newReplicas: number;
  newAvailable: number;
  /** The same of all older ones together. */
  oldReplicas: number;
  oldAvailable: number;
  maxSurge: number;
  maxUnavailable: number;
}

/** A number or a share of the desired replicas, as `25%`. */
export function shareOf(
  value: number | string | undefined,
  desired: number,
  round: (share: number) => number,
): number {
  const given = value ?? '25%';
  return typeof given === 'number'
    ? given
    : round((Number.parseInt(given, 10) / 100) * desired);
}

/** The next step of a rolling update: how many replicas the new and the old ReplicaSets shall have. */
export function nextRolloutStep(numbers: RolloutNumbers): {
  newReplicas: number;
  oldReplicas: number;
} {
  const { desired, oldReplicas, newAvailable, oldAvailable } = numbers;
  // Both 0 would never get anywhere; Kubernetes reads that as one unavailable.
  const maxUnavailable =
    numbers.maxSurge === 0 && numbers.maxUnavailable === 0
      ? 1
      : numbers.maxUnavailable;
  const room = desired + numbers.maxSurge - oldReplicas;
  const newReplicas =
    numbers.newReplicas > desired
      ? desired
      : Math.max(numbers.newReplicas, Math.min(desired, room));
  const spare = newAvailable + oldAvailable - (desired - maxUnavailable);
  const brokenOld = oldReplicas - oldAvailable;
  const takeDown = Math.max(
    0,
    Math.min(oldReplicas, Math.max(spare, brokenOld)),
  );
  return { newReplicas, oldReplicas: oldReplicas - takeDown };
}
