import type { KasmAgent, KasmData, KasmImage, KasmSession } from './KasmData';

const GIB = 1024 ** 3;
/** The system, Docker and Kasm's own containers. */
const BASE_DISK = 18 * GIB;
const IMAGE_DISK = 6 * GIB;
const SESSION_DISK = 0.4 * GIB;
/** What stays behind of a session that was stopped. */
const STOPPED_DISK = GIB;
const BASE_MEMORY = 1.5 * GIB;
/** How full a disk is that has no room. */
const FULL = 0.975;

/** What of an agent is promised to sessions, and what there is to promise. */
export interface AgentRoom {
  cores: number;
  memory: number;
  usedCores: number;
  usedMemory: number;
  /** Sessions that hold room. */
  sessions: number;
}

const holdsRoom = ({ status }: KasmSession) =>
  status !== 'stopped' && status !== 'deleting';

/** The sessions that are on an agent, or were stopped there. */
export const sessionsOn = ({ sessions }: KasmData, agent: KasmAgent) =>
  sessions.filter(({ agentId }) => agentId === agent.id);

/** The room of an agent after its overrides. */
export function roomOf(data: KasmData, agent: KasmAgent): AgentRoom {
  const holding = sessionsOn(data, agent).filter(holdsRoom);
  const sum = (of: (session: KasmSession) => number) =>
    holding.reduce((total, session) => total + of(session), 0);
  return {
    cores: agent.coresOverride || agent.cores,
    memory: agent.memoryOverride || agent.memory,
    usedCores: sum(({ cores }) => cores),
    usedMemory: sum(({ memory }) => memory),
    sessions: holding.length,
  };
}

/** How many more sessions of an image fit on an agent. */
export function slotsOn(
  data: KasmData,
  agent: KasmAgent,
  { cores, memory }: KasmImage,
): number {
  const room = roomOf(data, agent);
  return Math.max(
    0,
    Math.floor(
      Math.min(
        (room.cores - room.usedCores) / cores,
        (room.memory - room.usedMemory) / memory,
      ),
    ),
  );
}

/** Used bytes of an agent's disk. */
export function usedDisk(
  data: KasmData,
  agent: KasmAgent,
  pulledImages: number,
  isFull: boolean,
): number {
  const sessions = sessionsOn(data, agent);
  const stopped = sessions.filter(({ status }) => status === 'stopped').length;
  const used =
    BASE_DISK +
    pulledImages * IMAGE_DISK +
    stopped * STOPPED_DISK +
    (sessions.length - stopped) * SESSION_DISK;
  return Math.round(
    Math.min(isFull ? agent.disk : used, agent.disk) * (isFull ? FULL : 1),
  );
}

/** Used bytes of an agent's memory, which is less than what is promised. */
export function usedMemory(data: KasmData, agent: KasmAgent): number {
  const { usedMemory: promised } = roomOf(data, agent);
  return Math.round(Math.min(agent.memory, BASE_MEMORY + promised * 0.4));
}
