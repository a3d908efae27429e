import type { Clock } from '../../Clock';

/**
 * Simulated milliseconds since a moment that an object notes. Not simply the difference: `now()` is
 * real time whatever the speed.
 */
export function elapsedSince(clock: Clock, moment: string | undefined): number {
  if (moment === undefined) return Infinity;
  const then = new Date(moment);
  return clock.elapsedSince?.(then) ?? clock.now().getTime() - then.getTime();
}
