import type { Clock } from '../../Clock';
import type { StoredObject } from '../../apiserver/ClusterStore';
import { elapsedSince } from '../machinery/elapsedSince';
import { readySince } from './podFromTemplate';

/** How many of some pods are ready, how many have been so long enough, and when the next will have. */
export interface Availability {
  ready: number;
  available: number;
  /** Milliseconds until the next ready pod counts as available. */
  nextAfter?: number;
}

/** Counts ready and available pods. */
export function availability(
  pods: StoredObject[],
  minReadySeconds: number | undefined,
  clock: Clock,
): Availability {
  const since = pods.flatMap(pod => {
    const time = readySince(pod);
    return time === undefined ? [] : [time];
  });
  if (!minReadySeconds) {
    return { ready: since.length, available: since.length };
  }
  const left = since
    .map(time => minReadySeconds * 1000 - elapsedSince(clock, time))
    .filter(milliseconds => milliseconds > 0);
  return {
    ready: since.length,
    available: since.length - left.length,
    ...(left.length > 0 ? { nextAfter: Math.min(...left) } : {}),
  };
}
