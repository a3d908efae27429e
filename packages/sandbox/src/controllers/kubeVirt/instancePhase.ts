import type { Clock } from '../../Clock';
import type { StoredObject } from '../../apiserver/ClusterStore';
import { elapsedSince } from '../machinery/elapsedSince';
import { isReady } from '../workloads/podFromTemplate';

/** From a pod that is ready to a guest that runs. */
const STARTING = 700;
/** How often something that is missing is looked for again. */
const LOOKING_AGAIN = 1000;

/** How long an instance has been in its phase. */
export const inPhaseFor = ({ status }: StoredObject, clock: Clock) =>
  elapsedSince(
    clock,
    status?.phaseTransitionTimestamps?.slice(-1)[0]?.phaseTransitionTimestamp,
  );

/** The phase of an instance that follows from its pod, and how long until the next look. */
export function phaseOf(
  instance: StoredObject,
  pod: StoredObject | undefined,
  clock: Clock,
  lostNodes: ReadonlySet<string>,
): { phase: string; reason?: string; wait?: number } {
  const { phase } = instance.status ?? {};
  const begun = ['Scheduled', 'Running'].includes(phase);
  if (!pod) {
    return begun
      ? { phase: 'Failed' }
      : { phase: 'Pending', wait: LOOKING_AGAIN };
  }
  if (pod.status?.phase === 'Succeeded') {
    return { phase: 'Succeeded' };
  }
  if (pod.status?.phase === 'Failed') {
    return { phase: 'Failed' };
  }
  if (pod.metadata.deletionTimestamp && lostNodes.has(pod.spec.nodeName)) {
    return { phase: 'Failed', reason: 'NodeUnresponsive' };
  }
  if (phase === 'Running') {
    return { phase };
  }
  if (phase === 'Scheduled') {
    const left = STARTING - inPhaseFor(instance, clock);
    return left > 0 ? { phase, wait: left } : { phase: 'Running' };
  }
  return isReady(pod)
    ? { phase: 'Scheduled', wait: STARTING }
    : { phase: 'Scheduling' };
}
