import { checkInOf, isDraining } from '../agents/checkIn';
import { agentRows, type AgentRow } from '../agents/rows';
import type { Context } from '../Context';
import { rule, type Found } from './rule';

const MOST_NAMES = 5;

export const agentDisabled = rule('agent-disabled', 'kasmApi', context => {
  const rows = agentRows(context);
  const disabled = rows.filter(row => isDisabled(row, context));
  if (rows.some(({ agent }) => agent && agent.enabled !== false)) {
    return disabled.map(row => found([row], false));
  }
  return disabled.length > 0 ? [found(disabled, true)] : [];
});

/** Of one that is silent, or on its way out, it does not matter. */
function isDisabled({ vm, agent }: AgentRow, context: Context): boolean {
  if (agent?.enabled !== false || isDraining(agent)) {
    return false;
  }
  const checkIn = checkInOf(agent, context);
  const isThere = checkIn ? checkIn === 'fresh' : agent.status === 'running';
  return (
    isThere && (vm ? vm.wanted && vm.printableStatus !== 'Terminating' : true)
  );
}

function found(rows: AgentRow[], isAll: boolean): Found {
  const names = rows.map(({ name }) => name);
  const sessions = rows.reduce(
    (sum, { agent }) => sum + (agent?.sessions ?? 0),
    0,
  );
  const shown = `${names.slice(0, MOST_NAMES).join(', ')}${
    names.length > MOST_NAMES ? ` and ${names.length - MOST_NAMES} more` : ''
  }`;
  // A new agent has no sessions: whoever disabled this one is emptying it, as the portal does before
  // it removes one.
  const mild = sessions > 0 ? 'info' : 'warning';
  return {
    severity: isAll ? 'error' : mild,
    ...(rows.length === 1 && { subject: names[0] }),
    title:
      rows.length === 1
        ? `Agent ${shown} is registered but disabled`
        : `All agents are registered but disabled: ${shown}`,
    evidence: [
      sessions > 0
        ? `Sessions go on there until they end: ${sessions}.`
        : 'It gets no sessions.',
      isAll ? 'No agent is enabled: nobody can start a session.' : undefined,
    ],
    remedy: [
      ['Enable it in Kasm: Infrastructure, Docker Agents.'],
      [
        'New agents are enabled by themselves with the setting Automatically Enable Agents.',
      ],
    ],
  };
}
