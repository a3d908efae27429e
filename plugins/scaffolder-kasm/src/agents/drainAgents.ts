import type {
  KasmAgent,
  KasmApi,
  KasmSession,
} from '@kasm-portal/backstage-plugin-kasm-node';
import { StepFailure } from '../run/StepFailure';
import { waitFor } from '../run/waitFor';
import type { AgentRun } from './agentRun';
import { patiently } from './patiently';

/** An agent that is to be emptied, and the VM that it runs in. */
export interface AgentToDrain {
  vm: string;
  agent: KasmAgent;
}

/** What a session still needs its agent for. */
const isOver = ({ status }: KasmSession) =>
  ['deleting', 'deleted'].includes(status);

/**
 * Disables agents in Kasm, so that they get no new sessions, and waits until they have none.
 *
 * @throws StepFailure at the deadline, or when they cannot be disabled
 */
export async function drainAgents(
  run: AgentRun,
  api: KasmApi,
  agents: readonly AgentToDrain[],
): Promise<void> {
  const enabled = new Map(
    agents
      .filter(({ agent }) => agent.enabled)
      .map(({ vm, agent }) => [vm, agent]),
  );
  if (enabled.size > 0 && !api.managesAgents) {
    throw new StepFailure(
      `No key that may change agents is configured for ${
        run.names.ref
      } (kasm.kasmApis[].manageAgents): disable ${[...enabled.keys()].join(
        ', ',
      )} in Kasm (Infrastructure, Docker Agents) and run again`,
    );
  }
  const disabled: string[] = [];
  try {
    await waitFor<void>(run, {
      about: 'sessions',
      until: 'finished',
      deadline: run.deadlines.drain,
      advice: `Nothing was removed: ask people to end their sessions and run again, or run with force, which ends them`,
      look: patiently(async signal => {
        for (const [vm, agent] of enabled) {
          signal.throwIfAborted();
          await api.setAgentEnabled(agent.id, false, { signal });
          enabled.delete(vm);
          disabled.push(vm);
          run.progress.line(`Agent ${vm} is disabled: it gets no new sessions`);
        }
        const left = await sessionsOn(api, agents, signal);
        return left.length === 0
          ? { done: true, value: undefined, progress: 'none left' }
          : { done: false, progress: describe(left, agents) };
      }),
    });
  } catch (error) {
    if (disabled.length > 0) {
      run.progress.warn(
        `${disabled.join(
          ', ',
        )} stay disabled in Kasm: enable them there if they are to stay`,
      );
    }
    throw error;
  }
}

async function sessionsOn(
  api: KasmApi,
  agents: readonly AgentToDrain[],
  signal: AbortSignal,
): Promise<KasmSession[]> {
  const sessions = await api.sessions({ signal });
  return sessions.filter(
    session =>
      !isOver(session) &&
      agents.some(({ agent }) => agent.id === session.agentId),
  );
}

/** `3 sessions on kasm-agent-1 (2 running, 1 stopped)`. */
function describe(
  sessions: KasmSession[],
  agents: readonly AgentToDrain[],
): string {
  return agents
    .flatMap(({ vm, agent }) => {
      const own = sessions.filter(({ agentId }) => agentId === agent.id);
      if (own.length === 0) return [];
      const states = [...new Set(own.map(({ status }) => status))].map(
        status =>
          `${own.filter(each => each.status === status).length} ${status}`,
      );
      return `${own.length} session${
        own.length === 1 ? '' : 's'
      } on ${vm} (${states.join(', ')})`;
    })
    .join('; ');
}
