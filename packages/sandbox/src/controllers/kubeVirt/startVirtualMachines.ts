import type { Clock } from '../../Clock';
import type { ClusterStore, StoredObject } from '../../apiserver/ClusterStore';
import { controlledBy } from '../machinery/ownerReference';
import { recordEvent } from '../machinery/recordEvent';
import { ownerKeys, startReconciler } from '../machinery/startReconciler';
import { createDisks, machinesOf, removeDisks } from './machineDisks';
import { haltBeyondQuota } from './machineQuota';
import { hasRun } from './instanceState';
import { CLAIMS, DATA_VOLUMES, INSTANCES, MACHINES } from './machineResources';
import { reportMachine } from './reportMachine';
import { actionOf, restAfter, restLeft, runStrategy } from './runStrategy';

/** Keeps a machine until its instance is gone. */
const FINALIZER = 'kubevirt.io/virtualMachineControllerFinalize';
const SOURCE = 'virtualmachine-controller';

/**
 * Plays KubeVirt's controller of VirtualMachines and what Harvester does about them: instances by their
 * run strategy, disks by their annotation, and that no quota is exceeded.
 *
 * @returns the function that ends it
 */
export function startVirtualMachines(
  store: ClusterStore,
  clock: Clock,
): () => void {
  const reconciler = startReconciler(
    clock,
    [
      { store, resource: MACHINES },
      { store, resource: INSTANCES, keys: ownerKeys('VirtualMachine') },
      { store, resource: CLAIMS, keys: claim => machinesOf(store, claim) },
      { store, resource: DATA_VOLUMES, keys: ownerKeys('VirtualMachine') },
    ],
    (key, { lookAfter }) => {
      const machine = store.get(MACHINES, key.namespace, key.name);
      if (!machine) {
        return;
      }
      const found = store.get(INSTANCES, key.namespace, key.name);
      if (machine.metadata.deletionTimestamp) {
        endMachine(store, machine, found);
        return;
      }
      createDisks(store, machine);
      const finalized = keep(store, machine);
      const halted = haltBeyondQuota(store, clock, finalized, found);
      const failure = halted
        ? undefined
        : act(store, clock, finalized, found, rest => lookAfter(key, rest));
      reportMachine(store, clock, key, found, failure);
    },
  );
  return reconciler.stop;
}

function keep(store: ClusterStore, machine: StoredObject): StoredObject {
  const { namespace, name, finalizers = [] } = machine.metadata;
  return finalizers.includes(FINALIZER)
    ? machine
    : store.update(MACHINES, namespace, name, ({ metadata }) => {
        metadata.finalizers = [...finalizers, FINALIZER];
      })!;
}

function endMachine(
  store: ClusterStore,
  machine: StoredObject,
  instance: StoredObject | undefined,
) {
  const { namespace, name } = machine.metadata;
  if (instance) {
    store.updateStatus(MACHINES, namespace, name, status => {
      status.printableStatus = 'Terminating';
    });
    if (!instance.metadata.deletionTimestamp) {
      store.delete(INSTANCES, namespace, name);
    }
    return;
  }
  removeDisks(store, machine);
  store.update(MACHINES, namespace, name, ({ metadata }) => {
    metadata.finalizers = metadata.finalizers?.filter(
      (each: string) => each !== FINALIZER,
    );
  });
}

/** Starts or stops the instance; returns why that could not be done. */
function act(
  store: ClusterStore,
  clock: Clock,
  machine: StoredObject,
  instance: StoredObject | undefined,
  restFor: (milliseconds: number) => void,
): string | undefined {
  const { namespace, name } = machine.metadata;
  const step = actionOf(machine, instance);
  if (step === 'delete' && !instance!.metadata.deletionTimestamp) {
    noteEnd(store, clock, machine, instance!);
    store.delete(INSTANCES, namespace, name);
    recordEvent(store, clock, machine, {
      reason: 'SuccessfulDelete',
      message: `Stopped the virtual machine by deleting the virtual machine instance ${
        instance!.metadata.uid
      }`,
      source: SOURCE,
    });
  } else if (step === 'create') {
    const rest = restLeft(machine, clock.now());
    if (rest > 0) {
      restFor(rest * (clock.speed ?? 1));
      return undefined;
    }
    try {
      store.create(newInstance(machine));
    } catch (error) {
      const why = `Failure while starting VMI: ${(error as Error).message}`;
      recordEvent(store, clock, machine, {
        type: 'Warning',
        reason: 'FailedCreate',
        message: why,
        source: SOURCE,
      });
      return why;
    }
    recordEvent(store, clock, machine, {
      reason: 'SuccessfulCreate',
      message: `Started the virtual machine by creating the new virtual machine instance ${name}`,
      source: SOURCE,
    });
  }
  return undefined;
}

/** Remembers how an instance ended before it goes: a failed one is to be started again, later and later. */
function noteEnd(
  store: ClusterStore,
  clock: Clock,
  machine: StoredObject,
  instance: StoredObject,
) {
  if (instance.status?.phase !== 'Failed') {
    return;
  }
  const { namespace, name } = machine.metadata;
  const failures =
    (machine.status?.startFailure?.consecutiveFailCount ?? 0) + 1;
  store.updateStatus(MACHINES, namespace, name, status => {
    if (runStrategy(machine) === 'RerunOnFailure') {
      status.stateChangeRequests = [{ action: 'Start' }];
    }
    if (hasRun(instance)) {
      delete status.startFailure;
    } else {
      const seconds = restAfter(failures) / (clock.speed ?? 1);
      status.startFailure = {
        consecutiveFailCount: failures,
        lastFailedVMIUID: instance.metadata.uid,
        retryAfterTimestamp: new Date(
          clock.now().getTime() + seconds * 1000,
        ).toISOString(),
      };
    }
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
      annotations: { ...spec.template?.metadata?.annotations },
      finalizers: ['foregroundDeleteVirtualMachine'],
      ownerReferences: [controlledBy(machine)],
    },
    spec: spec.template?.spec ?? {},
  };
}
