import type { StoredObject } from '../../apiserver/ClusterStore';
import { isTrue } from '../machinery/conditions';

/** Run strategy of a VirtualMachine, the old `running` included. */
export function runStrategy(machine: StoredObject): string {
  const { runStrategy: strategy, running } = machine.spec;
  return strategy ?? (running ? 'Always' : 'Halted');
}

const isOver = (instance: StoredObject | undefined) =>
  ['Succeeded', 'Failed'].includes(instance?.status?.phase);

/** What is to be done about a VirtualMachine's instance. */
export function nextStep(
  machine: StoredObject,
  instance: StoredObject | undefined,
): 'create' | 'delete' | 'nothing' {
  const strategy = runStrategy(machine);
  const requested = (machine.status?.stateChangeRequests ?? []).map(
    (request: { action: string }) => request.action,
  );
  const wanted =
    ['Always', 'RerunOnFailure', 'Once'].includes(strategy) ||
    (strategy === 'Manual' && (instance || requested.includes('Start')));
  if (!wanted || requested.includes('Stop')) {
    return instance ? 'delete' : 'nothing';
  }
  if (!instance) {
    return strategy === 'Once' && machine.status?.created
      ? 'nothing'
      : 'create';
  }
  if (isOver(instance)) {
    // A guest that shut itself down stays down, unless it is always to run.
    return strategy === 'Always' ||
      (strategy === 'RerunOnFailure' && instance.status.phase === 'Failed')
      ? 'delete'
      : 'nothing';
  }
  return 'nothing';
}

/** What `kubectl get vm` shows. */
export function printableStatus(
  machine: StoredObject,
  instance: StoredObject | undefined,
): string {
  if (machine.metadata.deletionTimestamp) {
    return 'Terminating';
  }
  if (!instance || isOver(instance)) {
    return nextStep(machine, instance) === 'create' ? 'Starting' : 'Stopped';
  }
  if (instance.metadata.deletionTimestamp) {
    return 'Stopping';
  }
  return instance.status?.phase === 'Running' ? 'Running' : 'Starting';
}

/** The status of a VirtualMachine from its instance. */
export function machineStatus(
  machine: StoredObject,
  instance: StoredObject | undefined,
) {
  const alive = instance && !isOver(instance);
  const ready = Boolean(alive && isTrue(instance as any, 'Ready'));
  return {
    created: Boolean(alive),
    ready,
    printableStatus: printableStatus(machine, instance),
    runStrategy: runStrategy(machine),
    observedGeneration: machine.metadata.generation,
    desiredGeneration: machine.metadata.generation,
    conditions: alive
      ? instance.status?.conditions ?? []
      : [
          {
            type: 'Ready',
            status: 'False',
            reason: 'VMINotExists',
            message: 'VMI does not exist',
            lastProbeTime: null,
            lastTransitionTime:
              machine.status?.conditions?.find(
                (condition: { type: string; reason?: string }) =>
                  condition.type === 'Ready' &&
                  condition.reason === 'VMINotExists',
              )?.lastTransitionTime ?? null,
          },
        ],
    volumeSnapshotStatuses: (machine.spec.template?.spec?.volumes ?? []).map(
      (volume: { name: string }) => ({ name: volume.name, enabled: false }),
    ),
  };
}

/** The next free address of the agents' network; a machine's own number when that is free. */
export function nextAddress(name: string, taken: string[]): string {
  const own = Number(/-(\d+)$/.exec(name)?.[1] ?? 1);
  for (let last = 10 + own; last < 250; last++) {
    const address = `10.0.20.${last}`;
    if (!taken.includes(address)) {
      return address;
    }
  }
  throw new Error('The network of the agents has no free address.');
}
