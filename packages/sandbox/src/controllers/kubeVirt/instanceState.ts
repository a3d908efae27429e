import type { StoredObject } from '../../apiserver/ClusterStore';

/** Whether an instance has ended. */
export const isFinal = (instance: StoredObject) =>
  ['Succeeded', 'Failed'].includes(instance.status?.phase);

/** Whether an instance is on its way up. */
export const isStarting = (instance: StoredObject) =>
  [undefined, 'Pending', 'Scheduling', 'Scheduled'].includes(
    instance.status?.phase,
  );

/** Whether a guest has run in this instance. */
export const hasRun = (instance: StoredObject) =>
  (instance.status?.phaseTransitionTimestamps ?? []).some(
    ({ phase }: { phase: string }) => phase === 'Running',
  );
