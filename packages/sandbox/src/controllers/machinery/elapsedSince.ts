import type { Clock } from '../../Clock';

/**
 * Simulated milliseconds since a moment that an object notes. Not simply the difference: `now()` is
 * real time whatever the speed.
 */
export function elapsedSince(clock: Clock, moment: string | undefined): number {
  return moment === undefined
    ? Infinity
    : (clock.now().getTime() - Date.parse(moment)) * (clock.speed ?? 1);
}
