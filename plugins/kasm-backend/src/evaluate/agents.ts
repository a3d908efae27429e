import type {
  AgentsStatus,
  AgentStatus,
  Finding,
} from '@kasm-portal/backstage-plugin-kasm-common';
import type { AgentVmFacts } from '../observation/Observation';
import { accusing } from './accusing';
import type { Context } from './Context';

type Vm = AgentVmFacts['vms'][number];

/** On their way, by KubeVirt's `printableStatus`. */
export const ON_THE_WAY = [
  'Provisioning',
  'Starting',
  'Stopping',
  'Terminating',
  'WaitingForVolumeBinding',
  'WaitingForReceiver',
];

/** Runs and is ready; migrating is running. */
export function serves(vm: Vm): boolean {
  return (
    (vm.printableStatus === 'Running' || vm.printableStatus === 'Migrating') &&
    vm.ready
  );
}

/** The agent VMs as the page shows them; undefined when none is configured or ever seen. */
export function agentsPart(
  context: Context,
  findings: Finding[],
): AgentsStatus | undefined {
  const { facts, visible, state } = context.sights.agentVms;
  if (!facts || state === 'notConfigured') {
    return undefined;
  }
  const items = facts.vms
    .map(vm => agent(vm, visible, findings))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  return {
    // As last seen, when nobody can look now: not seeing an agent does not stop it.
    ready: facts.vms.filter(serves).length,
    desired: facts.vms.filter(({ wanted }) => wanted).length,
    items,
  };
}

function agent(vm: Vm, visible: boolean, findings: Finding[]): AgentStatus {
  return {
    name: vm.name,
    ...stateOf(vm, visible, findings),
    vmStatus: vm.printableStatus,
    node: vm.node,
    address: vm.address,
    guestAgent: vm.guestAgent,
  };
}

function stateOf(
  vm: Vm,
  visible: boolean,
  findings: Finding[],
): Pick<AgentStatus, 'state' | 'reason'> {
  if (!visible) {
    return { state: 'unknown' };
  }
  if (serves(vm)) {
    return { state: 'ok' };
  }
  const finding = accusing(findings, vm.name);
  if (finding && !finding.settling) {
    return { state: 'failing', reason: finding.title };
  }
  if (vm.printableStatus === 'Paused' || !vm.wanted) {
    return { state: 'stopped', reason: vm.reason };
  }
  const known =
    finding ||
    vm.printableStatus === 'Running' ||
    ON_THE_WAY.includes(vm.printableStatus);
  return { state: known ? 'progressing' : 'unknown', reason: vm.reason };
}
