import type { Severity } from '@kasm-portal/backstage-plugin-kasm-common';
import { moment } from '../Ages';
import { checkInOf } from '../agents/checkIn';
import { ON_THE_WAY, runs } from '../agents/machines';
import { agentRows, isLeftOver, type AgentRow } from '../agents/rows';
import { command } from '../command';
import type { Context } from '../Context';
import { isDown } from './agent-vm-down';
import { rule, type Found } from './rule';

/** Check-ins that ended within so many milliseconds of each other ended together. */
const TOGETHER = 60_000;
const MOST_NAMES = 5;

export const agentLost = rule('agent-lost', 'kasmApi', context => {
  const silent = agentRows(context).filter(row => isSilent(row, context));
  const leftOver = silent.filter(row => isLeftOver(context, row));
  const lost = silent.filter(row => !leftOver.includes(row));
  const together = allAtOnce(lost, context);
  return [
    ...(together ? [allFound(together, context)] : []),
    ...lost
      .filter(row => !together?.includes(row))
      .map(row => oneFound(row, context)),
    ...leftOver.map(leftOverFound),
  ];
});

/** What was stopped on purpose does not check in. */
function isSilent({ vm, agent }: AgentRow, context: Context): boolean {
  const checkIn = agent && checkInOf(agent, context);
  return (checkIn === 'late' || checkIn === 'lost') && (vm ? vm.wanted : true);
}

/** Every agent that should check in, when all fell silent in one moment: the manager, or the way to it. */
function allAtOnce(lost: AgentRow[], context: Context): AgentRow[] | undefined {
  const expected = agentRows(context).filter(
    ({ vm, agent }) =>
      agent !== undefined && agent.enabled !== false && (vm ? runs(vm) : true),
  );
  const last = expected.map(({ agent }) => moment(agent?.lastCheckIn) ?? NaN);
  return expected.length > 1 &&
    expected.every(row => lost.includes(row)) &&
    Math.max(...last) - Math.min(...last) <= TOGETHER
    ? expected
    : undefined;
}

function severityOf({ vm, agent }: AgentRow, context: Context): Severity {
  return agent &&
    checkInOf(agent, context) === 'lost' &&
    agent.enabled !== false &&
    // What is said of its VM weighs more; a start takes its time.
    !(vm && (isDown(vm, context) || ON_THE_WAY.includes(vm.printableStatus)))
    ? 'error'
    : 'warning';
}

function since(agent: AgentRow['agent'], { ages }: Context): string {
  const age = ages.words(agent?.lastCheckIn);
  return age ? ` for ${age}` : '';
}

function oneFound(row: AgentRow, context: Context): Found {
  const { name, vm, agent } = row;
  const { agentCluster, agentNamespace, host, port } = context.deployment;
  return {
    severity: severityOf(row, context),
    subject: name,
    title: `Agent ${name} has not checked in${since(agent, context)}`,
    since: agent?.lastCheckIn,
    evidence: [
      vm
        ? `Its VM is ${vm.printableStatus}${vm.node ? ` on ${vm.node}` : ''}${
            vm.guestAgent && runs(vm) ? '; the guest agent answers' : ''
          }.`
        : undefined,
      agent?.status ? `Kasm calls it ${agent.status}.` : undefined,
      agent?.enabled === false ? 'It is disabled in Kasm.' : undefined,
    ],
    remedy: [
      vm
        ? [
            'See whether its VM runs.',
            command`kubectl --context ${agentCluster} -n ${agentNamespace} get vm,vmi ${name}`,
          ]
        : ['See whether its machine runs.'],
      [
        'On the agent, look at its container, and at the disk.',
        'sudo docker logs kasm_agent --tail 50',
      ],
      [
        'On the agent, see whether it reaches Kasm.',
        command`curl -vk https://${host}:${port}/api/__healthcheck`,
      ],
    ],
  };
}

function allFound(rows: AgentRow[], context: Context): Found {
  const { namespace, host, port } = context.deployment;
  const [first] = rows.map(({ agent }) => agent).sort(earlierFirst);
  const names = rows.map(({ name }) => name);
  return {
    severity: rows.some(row => severityOf(row, context) === 'error')
      ? 'error'
      : 'warning',
    title: `No agent has checked in${since(first, context)}`,
    since: first?.lastCheckIn,
    evidence: [
      `All ${rows.length} fell silent at once: ${names
        .slice(0, MOST_NAMES)
        .join(', ')}${names.length > MOST_NAMES ? ', …' : ''}.`,
      'So it is the manager, or the way from the agents to it.',
    ],
    remedy: [
      [
        'Look at the manager.',
        command`kubectl -n ${namespace} logs -l app.kubernetes.io/component=manager --tail=200`,
      ],
      [
        'On an agent, see whether it reaches Kasm.',
        command`curl -vk https://${host}:${port}/api/__healthcheck`,
      ],
    ],
  };
}

function leftOverFound({ name, agent }: AgentRow): Found {
  return {
    severity: 'info',
    subject: name,
    title: `Kasm still lists agent ${name}, whose VM is gone`,
    since: agent?.lastCheckIn,
    evidence: ['It has not checked in for more than a day.'],
    remedy: [['Remove it in Kasm: Infrastructure, Docker Agents, Delete.']],
  };
}

function earlierFirst(a: AgentRow['agent'], b: AgentRow['agent']): number {
  return (moment(a?.lastCheckIn) ?? 0) - (moment(b?.lastCheckIn) ?? 0);
}
