import type {
  AgentsStatus,
  AgentStatus,
  Finding,
  KasmAgentStatus,
} from '@kasm-portal/backstage-plugin-kasm-common';
import type { KasmAgentFacts } from '../../observation/Observation';
import { accusing } from '../accusing';
import type { Context } from '../Context';
import { plain } from '../findings/versions-differ';
import { fits, freeOn, rounded, smallestImage } from './capacity';
import { checkInOf, isDraining } from './checkIn';
import { ON_THE_WAY, runs, type Vm } from './machines';
import {
  agentRows,
  agentsOfKasm,
  agentsOfSessions,
  isLeftOver,
  serves,
  watchesVms,
  type AgentRow,
} from './rows';

type State = Pick<AgentStatus, 'state' | 'reason'>;

const NOT_JOINED: State = {
  state: 'progressing',
  reason: 'It has not joined Kasm yet.',
};

/** The agents as the page shows them; undefined when none is configured or ever seen. */
export function agentsPart(
  context: Context,
  findings: Finding[],
): AgentsStatus | undefined {
  const vmsKnown = watchesVms(context) && context.sights.agentVms.facts;
  const listed = agentsOfKasm(context);
  if (!vmsKnown && !listed && agentsOfSessions(context).length === 0) {
    return undefined;
  }
  const rows = agentRows(context);
  const usual = usualOf(context);
  return {
    // As last seen, when nobody can look now: not seeing an agent does not stop it.
    ready: rows.filter(row => serves(context, row)).length,
    desired: rows.filter(row =>
      row.vm
        ? row.vm.wanted
        : listed !== undefined && !isLeftOver(context, row),
    ).length,
    items: rows.map(row => item(context, row, findings, usual)),
  };
}

/** What holds for all of them. */
interface Usual {
  image: ReturnType<typeof smallestImage>;
  version?: string;
  oneZone: boolean;
}

function usualOf(context: Context): Usual {
  const { controlPlane, kasmApi } = context.sights;
  return {
    image: smallestImage(context),
    version: controlPlane.facts?.workloads.find(
      ({ component }) => component === 'api',
    )?.version,
    oneZone: (kasmApi.facts?.zones?.length ?? 0) <= 1,
  };
}

function item(
  context: Context,
  row: AgentRow,
  findings: Finding[],
  usual: Usual,
): AgentStatus {
  const { name, vm, agent } = row;
  return {
    name,
    ...stateOf(context, row, findings),
    vmStatus: vm?.printableStatus,
    node: vm?.node,
    address: vm?.address,
    guestAgent: vm?.guestAgent,
    cores: vm?.cores ?? agent?.cores,
    memory: vm?.memory ?? agent?.memory,
    kasm: agent && kasmPart(context, agent, usual),
  };
}

function kasmPart(
  context: Context,
  agent: KasmAgentFacts,
  { image, version, oneZone }: Usual,
): KasmAgentStatus {
  const free = freeOn(agent);
  return {
    enabled: agent.enabled,
    status: agent.status === 'running' ? undefined : agent.status,
    checkIn: context.sights.kasmApi.visible
      ? checkInOf(agent, context)
      : undefined,
    sessions: agent.sessions,
    version:
      plain(agent.version) === plain(version) ? undefined : agent.version,
    zone: oneZone ? undefined : agent.zone,
    coresFree: free && rounded(Math.max(0, free.cores)),
    memoryFree: free && Math.max(0, Math.round(free.memory)),
    slots: free && image ? fits(image, free) : undefined,
  };
}

function stateOf(context: Context, row: AgentRow, findings: Finding[]): State {
  const { vm, agent, name } = row;
  const { agentVms, kasmApi } = context.sights;
  // Sessions tell where an agent is, and not how it does.
  const unlisted = !vm && !agentsOfKasm(context);
  if (unlisted || !(vm ? agentVms : kasmApi).visible) {
    return { state: 'unknown' };
  }
  if (serves(context, row)) {
    return { state: 'ok' };
  }
  const finding = accusing(findings, name);
  if (finding && !finding.settling) {
    return { state: 'failing', reason: finding.title };
  }
  if (vm && !runs(vm)) {
    return ofMachine(vm, finding !== undefined);
  }
  return agent ? ofAgent(context, agent) : NOT_JOINED;
}

function ofMachine(vm: Vm, accused: boolean): State {
  if (vm.printableStatus === 'Paused' || !vm.wanted) {
    return { state: 'stopped', reason: vm.reason };
  }
  const known =
    accused ||
    vm.printableStatus === 'Running' ||
    ON_THE_WAY.includes(vm.printableStatus);
  if (vm.shutDown) {
    return { state: 'failing', reason: 'It was shut down.' };
  }
  return { state: known ? 'progressing' : 'unknown', reason: vm.reason };
}

function ofAgent(context: Context, agent: KasmAgentFacts): State {
  const checkIn = checkInOf(agent, context);
  if (checkIn === 'late' || checkIn === 'lost') {
    return { state: 'failing', reason: 'It does not check in.' };
  }
  return {
    state: 'stopped',
    reason: isDraining(agent)
      ? 'Kasm gives it no new sessions.'
      : 'It is not enabled in Kasm.',
  };
}
