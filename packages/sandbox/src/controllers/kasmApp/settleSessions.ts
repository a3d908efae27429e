import type { Clock } from '../../Clock';
import { advanceSession } from './advanceSession';
import { elapsed, pace } from './heartbeat';
import type { KasmAgent, KasmData, KasmSession } from './KasmData';
import type { KasmDisturbances } from './kasmDisturbances';

const DEFAULT_KEEPALIVE = 3600;

/** What keeps Kasm from starting a session, in its words. */
function obstacleFor(
  { held, unreachable }: KasmDisturbances,
  session: KasmSession,
  agent: KasmAgent | undefined,
): string | undefined {
  return (
    held.get(session.id) ??
    (agent && unreachable.has(agent.machine.path)
      ? `Failed to contact agent ${agent.hostname} on port 443: timed out`
      : undefined)
  );
}

/** Brings all sessions up to the present, and forgets those that are over. */
export function settleSessions(
  data: KasmData,
  clock: Clock,
  disturbances: KasmDisturbances,
): void {
  const now = clock.now().getTime();
  const setting = data.settings.find(
    ({ name }) => name === 'keepalive_expiration',
  );
  data.sessions = data.sessions.filter(session => {
    const agent = data.agents.find(({ id }) => id === session.agentId);
    const reports = agent?.heartbeat.from !== undefined;
    return advanceSession(session, {
      now,
      elapsed: moment => elapsed(clock, moment),
      pace: pace(clock),
      keepalive: 1000 * Number(setting?.value ?? DEFAULT_KEEPALIVE),
      agentHeard: reports ? now : agent?.heartbeat.last ?? 0,
      obstacle: obstacleFor(disturbances, session, agent),
    });
  });
}
