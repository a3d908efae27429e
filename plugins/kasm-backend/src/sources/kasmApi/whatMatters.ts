import type { KasmApiFacts } from '../../observation/Observation';

/**
 * Facts as a text that differs when they have to be judged anew. What moves with every answer is left
 * out or rounded: who judges for another reason, or because time has passed, reads the newest anyway.
 *
 * @internal
 */
export function whatMatters(facts: KasmApiFacts): string {
  const { agents, agentsOfSessions, sessions, calls, ...others } = facts;
  const { made, failed } = calls;
  return JSON.stringify({
    ...others,
    agents: agents?.map(({ lastCheckIn, disk, ...agent }) => ({
      ...agent,
      checksIn: lastCheckIn !== undefined,
      freeDisk: disk && Math.round((disk.free / disk.total) * 100),
    })),
    agentsOfSessions,
    sessions: sessions?.map(({ progress: _, ...session }) => session),
    failedTenths: made === 0 ? 0 : Math.round((failed / made) * 10),
  });
}
