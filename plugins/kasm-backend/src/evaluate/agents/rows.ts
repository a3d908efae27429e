import type { KasmAgentFacts } from '../../observation/Observation';
import type { Context, Sights } from '../Context';
import { checkInOf, isDraining } from './checkIn';
import { join } from './join';
import { runs, type Vm } from './machines';

const DAY = 24 * 3600;

/** A VM that is to be an agent, an agent of Kasm, or both. */
export interface AgentRow {
  /** Of its VM; without one, what it registered with. Findings about it have it as their subject. */
  name: string;
  vm?: Vm;
  agent?: KasmAgentFacts;
  /**
   * Whether its VM is made to be an agent, by the portal or by Kasm's autoscaling. What runs without a
   * label in the agents' namespace is taken for a VM of autoscaling.
   */
  made: boolean;
}

/** Judged many times in one evaluation, and the same each time. */
const known = new WeakMap<Sights, AgentRow[]>();

/** Every agent once, by name, as far as it was ever seen. */
export function agentRows({ sights }: Pick<Context, 'sights'>): AgentRow[] {
  const rows = known.get(sights) ?? joinedRows(sights);
  known.set(sights, rows);
  return rows;
}

/** What Kasm says of its agents; undefined when it was never asked, or did not tell. */
export function agentsOfKasm({
  sights,
}: Pick<Context, 'sights'>): KasmAgentFacts[] | undefined {
  return sights.kasmApi.state === 'notConfigured'
    ? undefined
    : sights.kasmApi.facts?.agents;
}

/**
 * Where agents may not be listed, those that sessions are on: `kasm.md` §3.4. They are some of the
 * agents, and nothing but their names is known.
 */
export function agentsOfSessions({
  sights,
}: Pick<Context, 'sights'>): KasmAgentFacts[] {
  return sights.kasmApi.state === 'notConfigured'
    ? []
    : sights.kasmApi.facts?.agentsOfSessions ?? [];
}

function joinedRows(sights: Sights): AgentRow[] {
  const vms = watchesVms({ sights }) ? sights.agentVms.facts?.vms ?? [] : [];
  const listed = agentsOfKasm({ sights });
  const agents = listed ?? agentsOfSessions({ sights });
  const joined = join(vms, agents);
  const inVms = new Set(joined.values());
  const autoscales = [...inVms].some(({ autoscaled }) => autoscaled);
  const rows: AgentRow[] = [];
  for (const vm of vms) {
    const agent = joined.get(vm);
    const made =
      vm.ours ??
      (autoscales || (vm.wanted && vm.printableStatus === 'Running'));
    // What is stopped, and nobody's, is no agent as far as anybody knows.
    if (!listed || agent || made) {
      rows.push({ name: vm.name, vm, agent, made });
    }
  }
  for (const agent of agents) {
    if (!inVms.has(agent)) {
      rows.push({ name: agent.hostname, agent, made: false });
    }
  }
  return rows.sort((a, b) => order(sortKey(a), sortKey(b)));
}

/** Whether there is a place where the portal looks for VMs. */
export function watchesVms({ sights }: Pick<Context, 'sights'>): boolean {
  return sights.agentVms.state !== 'notConfigured';
}

/** A record whose machine is long gone. */
export function isLeftOver(
  context: Pick<Context, 'sights' | 'agesOf'>,
  { vm, agent }: AgentRow,
): boolean {
  return (
    agent !== undefined &&
    vm === undefined &&
    watchesVms(context) &&
    context.sights.agentVms.facts !== undefined &&
    checkInOf(agent, context) === 'lost' &&
    context.agesOf('kasmApi').olderThan(agent.lastCheckIn, DAY)
  );
}

/** Whether it can take a session, as far as anybody knows. */
export function serves(context: Context, { vm, agent }: AgentRow): boolean {
  if (vm && !runs(vm)) {
    return false;
  }
  if (!agentsOfKasm(context)) {
    // Nobody says whether it checks in: its machine has to do.
    return vm !== undefined;
  }
  if (!agent) {
    return false;
  }
  const checkIn = checkInOf(agent, context);
  return (
    agent.enabled !== false &&
    !isDraining(agent) &&
    (checkIn === undefined || checkIn === 'fresh')
  );
}

function sortKey({ name, agent }: AgentRow): string {
  return `${name} ${agent?.id ?? ''}`;
}

function order(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
