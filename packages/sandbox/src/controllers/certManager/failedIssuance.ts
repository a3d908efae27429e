import type { Clock } from '../../Clock';
import type { StoredObject } from '../../apiserver/ClusterStore';
import { elapsedSince } from '../machinery/elapsedSince';
import { mismatches } from './certificateRequestObject';

const HOUR = 3_600_000;
const MOST_DOUBLINGS = 5;

/** Milliseconds after a failure before the next try: 1 h, 2 h, 4 h … up to 32 h. */
export function retryDelay(attempts: number): number {
  return HOUR * 2 ** Math.min(Math.max(attempts, 1) - 1, MOST_DOUBLINGS);
}

/**
 * How long a Certificate whose last issuance failed has to wait. A Certificate that asks for something
 * else by now does not wait.
 *
 * @param request - the one that failed
 */
export function remainingDelay(
  certificate: StoredObject,
  request: StoredObject | undefined,
  clock: Clock,
): number {
  const { lastFailureTime, failedIssuanceAttempts } = certificate.status ?? {};
  if (
    !lastFailureTime ||
    (request && mismatches(certificate, request).length > 0)
  ) {
    return 0;
  }
  const delay = retryDelay(failedIssuanceAttempts ?? 1);
  return Math.max(0, delay - elapsedSince(clock, lastFailureTime));
}
