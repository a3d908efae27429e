import type { Clock } from '../../Clock';
import type { Heartbeat } from './KasmData';

/** How often an agent reports. */
const INTERVAL = 30_000;
/** From when on Kasm calls an agent missing. */
const MISSING_AFTER = 60_000;

/** Simulated milliseconds since a moment. */
export function elapsed(clock: Clock, moment: number): number {
  return (
    clock.elapsedSince?.(new Date(moment)) ?? clock.now().getTime() - moment
  );
}

/** How much faster than the clocks of those who look things happen; never slower. */
export const pace = (clock: Clock) => Math.max(1, clock.speed ?? 1);

function lastBefore(clock: Clock, from: number, moment: number): number {
  const interval = INTERVAL / pace(clock);
  const whole = Math.floor(Math.max(0, moment - from) / interval);
  return Math.round(from + whole * interval);
}

/** When an agent reported last: computed, for ten thousand agents need no ten thousand timers. */
export function lastReport(clock: Clock, heartbeat: Heartbeat): number {
  return heartbeat.from === undefined
    ? heartbeat.last
    : lastBefore(clock, heartbeat.from, clock.now().getTime());
}

/** Kasm's word for an agent. */
export function agentStatus(
  clock: Clock,
  heartbeat: Heartbeat,
): 'running' | 'missing' {
  return heartbeat.from !== undefined ||
    elapsed(clock, heartbeat.last) <= MISSING_AFTER
    ? 'running'
    : 'missing';
}

/** It reports from a moment on. */
export function beginReports(heartbeat: Heartbeat, moment: number): void {
  heartbeat.from ??= Math.max(moment, heartbeat.last);
}

/** It has not reported since a moment. */
export function endReports(
  clock: Clock,
  heartbeat: Heartbeat,
  moment: number,
): void {
  if (heartbeat.from !== undefined) {
    heartbeat.last = lastBefore(clock, heartbeat.from, moment);
    delete heartbeat.from;
  }
}
