import { createHash } from 'crypto';
import type { Clock } from '../../Clock';
import type { ClusterStore, StoredObject } from '../../apiserver/ClusterStore';
import { timestamp, withCondition } from '../machinery/conditions';
import { controlledBy } from '../machinery/ownerReference';
import { elapsedSince } from '../machinery/elapsedSince';
import { recordEvent } from '../machinery/recordEvent';
import { replaceStatus } from '../machinery/replaceStatus';
import { ownerKeys, startReconciler } from '../machinery/startReconciler';
import { chooseNode } from '../kubelet/chooseNode';
import { machineStatus, nextAddress, nextStep } from './machineState';

const MACHINES = 'virtualmachines.kubevirt.io';
const INSTANCES = 'virtualmachineinstances.kubevirt.io';
const CLAIM_TEMPLATES = 'harvesterhci.io/volumeClaimTemplates';
const REMOVED_CLAIMS = 'harvesterhci.io/removedPersistentVolumeClaims';
/** From one phase of an instance to the next. */
const PHASE = 700;
/** From a running guest to its agent's first word. */
const BOOTING = 3000;
const PHASES = ['Pending', 'Scheduling', 'Scheduled', 'Running'];

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
      const wait = advance(store, clock, instance);
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

/** One step in the life of an instance; returns how long until the next. */
function advance(
  store: ClusterStore,
  clock: Clock,
  instance: StoredObject,
): number | undefined {
  const now = clock.now();
  const {
    phase,
    conditions,
    phaseTransitionTimestamps = [],
    nodeName,
  } = instance.status ?? {};
  const since = elapsedSince(
    clock,
    phaseTransitionTimestamps.slice(-1)[0]?.phaseTransitionTimestamp,
  );
  if (phase === 'Running') {
    const connected = (conditions ?? []).some(
      (condition: { type: string }) => condition.type === 'AgentConnected',
    );
    if (connected) {
      return undefined;
    }
    if (since < BOOTING) {
      return BOOTING - since;
    }
    connectAgent(store, clock, instance);
    return undefined;
  }
  if (since < PHASE) {
    return PHASE - since;
  }
  const next = PHASES[PHASES.indexOf(phase) + 1];
  const placement = chooseNode(store, instance);
  const running = next === 'Running';
  store.updateStatus(
    INSTANCES,
    instance.metadata.namespace,
    instance.metadata.name,
    status =>
      Object.assign(status, {
        phase: next,
        phaseTransitionTimestamps: [
          ...phaseTransitionTimestamps,
          { phase: next, phaseTransitionTimestamp: now.toISOString() },
        ],
        ...(next === 'Scheduled' && 'node' in placement && !nodeName
          ? { nodeName: placement.node.metadata.name }
          : {}),
        conditions: withCondition(
          status.conditions,
          running
            ? { type: 'Ready', status: 'True', lastProbeTime: null }
            : {
                type: 'Ready',
                status: 'False',
                reason: 'GuestNotRunning',
                message: 'Guest VM is not reported as running',
                lastProbeTime: null,
              },
          now,
        ),
        ...(running
          ? { interfaces: interfacesOf(instance), ...guestFacts(instance) }
          : {}),
      }),
  );
  return running ? BOOTING : PHASE;
}

function macOf(name: string): string {
  const digest = createHash('sha256').update(name).digest('hex');
  return `02:${digest.slice(0, 10).match(/../g)!.join(':')}`;
}

/** A bridged card has no address until the guest's agent tells it. */
function interfacesOf(instance: StoredObject, address?: string) {
  const cards = instance.spec.domain?.devices?.interfaces ?? [
    { name: 'default' },
  ];
  return cards.map(
    (card: { name: string; macAddress?: string }, index: number) => ({
      name: card.name,
      mac:
        card.macAddress ??
        macOf(
          `${instance.metadata.namespace}/${instance.metadata.name}/${index}`,
        ),
      infoSource: address
        ? 'domain, guest-agent, multus-status'
        : 'domain, multus-status',
      interfaceName: `enp${index + 1}s0`,
      queueCount: 1,
      ...(address && index === 0
        ? { ipAddress: address, ipAddresses: [address] }
        : {}),
    }),
  );
}

function guestFacts(instance: StoredObject) {
  const { cpu, memory, resources } = instance.spec.domain ?? {};
  const guest = memory?.guest ?? resources?.limits?.memory ?? '8Gi';
  return {
    currentCPUTopology: {
      cores: cpu?.cores ?? 1,
      sockets: cpu?.sockets ?? 1,
      threads: cpu?.threads ?? 1,
    },
    memory: { guestAtBoot: guest, guestCurrent: guest, guestRequested: guest },
    qosClass: 'Burstable',
  };
}

function connectAgent(
  store: ClusterStore,
  clock: Clock,
  instance: StoredObject,
) {
  const taken = store
    .list(INSTANCES)
    .map(other => other.status?.interfaces?.[0]?.ipAddress)
    .filter(Boolean);
  const address = nextAddress(instance.metadata.name, taken);
  store.updateStatus(
    INSTANCES,
    instance.metadata.namespace,
    instance.metadata.name,
    status =>
      Object.assign(status, {
        interfaces: interfacesOf(instance, address),
        guestOSInfo: {
          id: 'ubuntu',
          name: 'Ubuntu',
          prettyName: 'Ubuntu 24.04.3 LTS',
          version: '24.04.3 LTS (Noble Numbat)',
          versionId: '24.04',
          kernelRelease: '6.8.0-79-generic',
          kernelVersion: '#79-Ubuntu SMP PREEMPT_DYNAMIC',
          machine: 'x86_64',
        },
        conditions: withCondition(
          status.conditions,
          { type: 'AgentConnected', status: 'True', lastProbeTime: null },
          clock.now(),
        ),
      }),
  );
}

function claimTemplates(machine: StoredObject): any[] {
  try {
    const parsed = JSON.parse(
      machine.metadata.annotations?.[CLAIM_TEMPLATES] ?? '[]',
    );
    return Array.isArray(parsed) ? parsed : [];
  } catch {
    // Harvester's webhook would have refused it; here it only means no disks.
    return [];
  }
}

function createDisks(store: ClusterStore, machine: StoredObject) {
  const { namespace } = machine.metadata;
  for (const template of claimTemplates(machine)) {
    const name = template.metadata?.name;
    if (name && !store.get('persistentvolumeclaims', namespace, name)) {
      store.create({
        apiVersion: 'v1',
        kind: 'PersistentVolumeClaim',
        metadata: { ...template.metadata, namespace },
        spec: { volumeMode: 'Block', ...template.spec },
      });
    }
  }
}

/** Only the disks that the annotation names go with the machine. */
function removeDisks(store: ClusterStore, machine: StoredObject) {
  const named = machine.metadata.annotations?.[REMOVED_CLAIMS] ?? '';
  for (const name of named.split(',').filter(Boolean)) {
    store.delete('persistentvolumeclaims', machine.metadata.namespace, name);
  }
}
