import { createHash } from 'crypto';
import type { Clock } from '../../Clock';
import type { ClusterStore, StoredObject } from '../../apiserver/ClusterStore';
import { chooseNode } from '../kubelet/chooseNode';
import { withCondition } from '../machinery/conditions';
import { elapsedSince } from '../machinery/elapsedSince';
import { nextAddress } from './machineState';
import { INSTANCES } from './machineResources';

/** From one phase of an instance to the next. */
const PHASE = 700;
/** From a running guest to its agent's first word. */
const BOOTING = 3000;
const PHASES = ['Pending', 'Scheduling', 'Scheduled', 'Running'];

/** One step in the life of an instance; returns how long until the next. */
export function advanceInstance(
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
