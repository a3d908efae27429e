import type { StoredObject } from '../../apiserver/ClusterStore';
import type { Condition } from '../machinery/conditions';
import { isTrue } from '../machinery/conditions';
import { isFinal, isStarting } from './instanceState';
import { actionOf, restLeft, wantsToRun } from './runStrategy';

/** What is known of the disks of a machine. */
export interface DiskFacts {
  /** A claim of it has no volume. */
  unbound: boolean;
  /** A disk of it is being filled. */
  filling: boolean;
  /** A disk of it could not be filled. */
  failed: boolean;
}

/** The disks are all there. */
export const disksReady: DiskFacts = {
  unbound: false,
  filling: false,
  failed: false,
};

const conditionOf = (
  instance: StoredObject | undefined,
  type: string,
): Condition | undefined =>
  instance?.status?.conditions?.find((each: Condition) => each.type === type);

const fails = (
  instance: StoredObject | undefined,
  type: string,
  reason: string,
) => {
  const found = conditionOf(instance, type);
  return found?.status === 'False' && found.reason === reason;
};

function isMigrating(instance: StoredObject): boolean {
  const { migrationState } = instance.status ?? {};
  return Boolean(
    migrationState?.startTimestamp &&
      !migrationState.completed &&
      !migrationState.failed,
  );
}

function statusOfInstance(
  machine: StoredObject,
  instance: StoredObject,
): string | undefined {
  const going =
    instance.metadata.deletionTimestamp ||
    actionOf(machine, instance) === 'delete';
  if (!isFinal(instance) && going) {
    return 'Stopping';
  }
  if (isMigrating(instance)) {
    return 'Migrating';
  }
  if (instance.status?.phase === 'Running') {
    return isTrue(instance as any, 'Paused') ? 'Paused' : 'Running';
  }
  return fails(instance, 'Synchronized', 'FailedPvcNotFound')
    ? 'ErrorPvcNotFound'
    : undefined;
}

/** What `kubectl get vm` shows: of all that is true of a machine, the first in KubeVirt's order. */
export function printableStatus(
  machine: StoredObject,
  instance: StoredObject | undefined,
  disks: DiskFacts = disksReady,
  now: Date = new Date(0),
): string {
  if (machine.metadata.deletionTimestamp) {
    return 'Terminating';
  }
  const ofInstance = instance && statusOfInstance(machine, instance);
  if (ofInstance) {
    return ofInstance;
  }
  if (disks.failed) {
    return 'DataVolumeError';
  }
  if (fails(instance, 'PodScheduled', 'Unschedulable')) {
    return 'ErrorUnschedulable';
  }
  if (disks.filling) {
    return 'Provisioning';
  }
  if (disks.unbound && wantsToRun(machine, instance)) {
    return 'WaitingForVolumeBinding';
  }
  for (const reason of ['ErrImagePull', 'ImagePullBackOff']) {
    if (fails(instance, 'Synchronized', reason)) {
      return reason;
    }
  }
  const resting = restLeft(machine, now) > 0;
  if (instance && isStarting(instance)) {
    return 'Starting';
  }
  if (!instance && wantsToRun(machine, instance) && !resting) {
    return 'Starting';
  }
  if (resting && (!instance || isFinal(instance))) {
    return 'CrashLoopBackOff';
  }
  return !instance || isFinal(instance) ? 'Stopped' : 'Unknown';
}

/** The conditions of a machine: those of its instance, and that it is ready. */
function conditionsOf(
  instance: StoredObject | undefined,
  failure: string | undefined,
): Condition[] {
  const ready = conditionOf(instance, 'Ready');
  const missing = instance
    ? {
        reason: 'VMIConditionMissing',
        message: 'VMI is missing the Ready condition',
      }
    : { reason: 'VMINotExists', message: 'VMI does not exist' };
  const others = (instance?.status?.conditions ?? []).filter(
    ({ type }: Condition) => type !== 'Ready' && type !== 'Failure',
  );
  return [
    ready ?? {
      type: 'Ready',
      status: 'False',
      ...missing,
      lastProbeTime: null,
    },
    ...others,
    ...(failure
      ? [
          {
            type: 'Failure',
            status: 'True' as const,
            reason: 'FailedCreate',
            message: failure,
            lastProbeTime: null,
          },
        ]
      : []),
  ];
}

/** The status of a VirtualMachine from its instance. */
export function machineStatus(
  machine: StoredObject,
  instance: StoredObject | undefined,
  disks: DiskFacts,
  now: Date,
  failure?: string,
) {
  const { volumes = [] } = machine.spec.template?.spec ?? {};
  return {
    ...(instance ? { created: true } : {}),
    ready: Boolean(
      instance && !isFinal(instance) && isTrue(instance as any, 'Ready'),
    ),
    printableStatus: printableStatus(machine, instance, disks, now),
    observedGeneration: machine.metadata.generation,
    desiredGeneration: machine.metadata.generation,
    conditions: conditionsOf(instance, failure),
    volumeSnapshotStatuses: volumes.map(({ name }: { name: string }) => ({
      name,
      enabled: false,
      reason: 'No VolumeSnapshotClass for this volume',
    })),
  };
}
