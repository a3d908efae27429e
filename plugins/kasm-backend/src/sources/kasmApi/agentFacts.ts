import type {
  KasmAgentRecord,
  KasmAgentReport,
  KasmZone,
} from '@kasm-portal/backstage-plugin-kasm-node';
import type {
  KasmAgentFacts,
  SessionFacts,
} from '../../observation/Observation';
import type { KasmClock } from './KasmClock';

/** Sessions that take nothing of their agent: they wait for one, or are gone from it. */
const TAKES_NOTHING = ['requested', 'stopped', 'deleted'];

/**
 * The agents with what their sessions take of them.
 *
 * @param sessions - undefined when they are not known: then nobody knows what is taken
 * @internal
 */
export function agentFacts(options: {
  agents: KasmAgentRecord[];
  sessions: SessionFacts[] | undefined;
  reports: KasmAgentReport[] | undefined;
  zones: KasmZone[] | undefined;
  clock: KasmClock;
}): KasmAgentFacts[] {
  const { agents, sessions, reports, zones, clock } = options;
  return agents
    .map(({ zoneId, zone, lastCheckIn, disk, ...agent }) => ({
      ...agent,
      lastCheckIn: clock.ours(lastCheckIn),
      zone: zone ?? zones?.find(({ id }) => id === zoneId)?.name,
      disk: disk ?? reports?.find(({ id }) => id === agent.id)?.disk,
      ...(sessions && usedBy(agent.id, sessions)),
    }))
    .sort((a, b) => (a.hostname < b.hostname ? -1 : 1));
}

/** Cores and bytes; a session that does not say what it takes makes the sum unknown. */
function usedBy(
  agentId: string,
  sessions: SessionFacts[],
): Pick<KasmAgentFacts, 'coresUsed' | 'memoryUsed' | 'sessions'> {
  const own = sessions.filter(session => session.agentId === agentId);
  const taking = own.filter(({ status }) => !TAKES_NOTHING.includes(status));
  return {
    sessions: own.length,
    coresUsed: sum(taking.map(({ cores }) => cores)),
    memoryUsed: sum(taking.map(({ memory }) => memory)),
  };
}

function sum(amounts: Array<number | undefined>): number | undefined {
  return amounts.reduce<number | undefined>(
    (total, one) =>
      total === undefined || one === undefined ? undefined : total + one,
    0,
  );
}
