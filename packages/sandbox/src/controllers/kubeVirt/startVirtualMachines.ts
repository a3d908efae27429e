import type { Clock } from '../../Clock';
import type { ClusterStore, StoredObject } from '../../apiserver/ClusterStore';
import { timestamp } from '../machinery/conditions';
import { controlledBy } from '../machinery/ownerReference';
import { recordEvent } from '../machinery/recordEvent';
import { replaceStatus } from '../machinery/replaceStatus';
import { ownerKeys, startReconciler } from '../machinery/startReconciler';
import { advanceInstance } from './advanceInstance';
import { createDisks, removeDisks } from './machineDisks';
import { machineStatus, nextStep } from './machineState';
import { INSTANCES, MACHINES } from './machineResources';

/** KubeVirt and Harvester. */
export interface VirtualMachines {
  look(namespace: string, name: string): void;
  stop(): void;
}

/**
 * Plays KubeVirt's controller and Harvester's: instances of VirtualMachines, their phases, addresses
 * and disks.
 *
 * @param isHeld - machines that are not started again, for faults
 */
export function startVirtualMachines(
  store: ClusterStore,
  clock: Clock,
  isHeld: (machine: StoredObject) => boolean = () => false,
): VirtualMachines {
  const machines = startReconciler(
    clock,
    [
      { store, resource: MACHINES },
      { store, resource: INSTANCES, keys: ownerKeys('VirtualMachine') },
    ],
    key => {
      const machine = store.get(MACHINES, key.namespace, key.name);
      if (!machine || machine.metadata.deletionTimestamp) {
        return;
      }
      createDisks(store, machine);
      const instance = store.get(INSTANCES, key.namespace, key.name);
      const step = isHeld(machine) ? 'nothing' : nextStep(machine, instance);
      if (step === 'create') {
        store.create(newInstance(machine));
        recordEvent(store, clock, machine, {
          reason: 'SuccessfulCreate',
          message: `Started the virtual machine by creating the new virtual machine instance ${key.name}`,
          source: 'virtualmachine-controller',
        });
      } else if (step === 'delete') {
        store.delete(INSTANCES, key.namespace, key.name);
      }
      report(
        store,
        clock,
        machine,
        store.get(INSTANCES, key.namespace, key.name),
        isHeld(machine),
      );
    },
  );
  const instances = startReconciler(
    clock,
    [{ store, resource: INSTANCES }],
    (key, { lookAfter }) => {
      const instance = store.get(INSTANCES, key.namespace, key.name);
      if (
        !instance ||
        ['Succeeded', 'Failed'].includes(instance.status?.phase)
      ) {
        return;
      }
      const wait = advanceInstance(store, clock, instance);
      if (wait) {
        lookAfter(key, wait);
      }
    },
  );
  const removals = store.subscribe(MACHINES, event => {
    if (event.type === 'DELETED') {
      removeDisks(store, event.object);
    }
  });
  return {
    look: (namespace, name) => machines.look({ namespace, name }),
    stop() {
      machines.stop();
      instances.stop();
      removals();
    },
  };
}

function report(
  store: ClusterStore,
  clock: Clock,
  machine: StoredObject,
  instance: StoredObject | undefined,
  held: boolean,
) {
  const status = machineStatus(machine, instance);
  const { stateChangeRequests } = machine.status ?? {};
  // A request is done with when its instance is there, or gone.
  const open = (stateChangeRequests ?? []).filter(
    (request: { action: string }) =>
      (request.action === 'Start') !== Boolean(instance),
  );
  replaceStatus(store, MACHINES, machine, {
    ...status,
    ...(held && status.printableStatus === 'Starting'
      ? { printableStatus: 'Stopped' }
      : {}),
    conditions: status.conditions.map((condition: any) => ({
      ...condition,
      lastTransitionTime:
        condition.lastTransitionTime ?? timestamp(clock.now()),
    })),
    ...(open.length > 0 ? { stateChangeRequests: open } : {}),
  });
}

function newInstance(machine: StoredObject) {
  const { metadata, spec } = machine;
  return {
    apiVersion: 'kubevirt.io/v1',
    kind: 'VirtualMachineInstance',
    metadata: {
      name: metadata.name,
      namespace: metadata.namespace,
      labels: {
        ...spec.template?.metadata?.labels,
        'harvesterhci.io/vmName': metadata.name,
      },
      ownerReferences: [controlledBy(machine)],
    },
    spec: spec.template?.spec ?? {},
  };
}
