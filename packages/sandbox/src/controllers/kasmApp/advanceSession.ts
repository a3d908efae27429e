import type { KasmSession, SessionStatus } from './KasmData';

/** From asking for a session to its container's being made. */
const REQUESTED = 1000;
/** From then to the desktop. */
const STARTING = 6000;
const STOPPING = 2000;
const DELETING = 2000;

/** What decides how a session goes on. */
export interface SessionSurroundings {
  now: number;
  /** Simulated milliseconds since a moment. */
  elapsed(moment: number): number;
  /** How much faster than `now` things happen. */
  pace: number;
  /** Kasm ends a session this many simulated milliseconds after its last sign of life. */
  keepalive: number;
  /** When its agent was last heard of; now while it reports. */
  agentHeard: number;
  /** What keeps Kasm from the agent. */
  obstacle?: string;
}

/** How far a session has got with starting, in percent. */
export function progress(
  session: KasmSession,
  elapsed: (moment: number) => number,
): number {
  if (session.status === 'requested') return 0;
  if (session.status !== 'starting') return 100;
  const part = session.trouble
    ? 0.5
    : (elapsed(session.since) * session.haste) / STARTING;
  return Math.min(95, Math.floor(part * 100));
}

/** Brings a session up to the present; returns false when it is gone. */
export function advanceSession(
  session: KasmSession,
  around: SessionSurroundings,
): boolean {
  const isDue = (milliseconds: number) =>
    around.elapsed(session.since) * session.haste >= milliseconds;
  const go = (status: SessionStatus, milliseconds: number) => {
    session.status = status;
    session.since = Math.min(
      around.now,
      Math.round(session.since + milliseconds / around.pace / session.haste),
    );
  };
  if (session.inUse && session.status === 'running') {
    session.keptAlive = Math.max(session.keptAlive, around.agentHeard);
  }
  if (session.status === 'requested' && session.agentId && isDue(REQUESTED)) {
    go('starting', REQUESTED);
  }
  if (session.status === 'starting') {
    // It is tried again once nothing is in the way any more.
    if (session.trouble && !around.obstacle) session.since = around.now;
    session.trouble = around.obstacle;
    if (!session.trouble && isDue(STARTING)) {
      go('running', STARTING);
      session.startedAt = session.since;
      session.keptAlive = Math.max(session.keptAlive, session.since);
    }
  }
  if (
    session.status === 'running' &&
    around.elapsed(session.keptAlive) >= around.keepalive
  ) {
    session.status = 'deleting';
    session.since = Math.min(
      around.now,
      Math.round(session.keptAlive + around.keepalive / around.pace),
    );
  }
  if (session.status === 'stopping' && isDue(STOPPING)) {
    go('stopped', STOPPING);
  }
  return !(session.status === 'deleting' && isDue(DELETING));
}
