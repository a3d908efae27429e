import type { CertificateFacts } from '../observation/Observation';
import { moment } from './Ages';
import type { Context } from './Context';

const HOUR = 3600;

/** cert-manager waits 1 h after the first failure, then 2 h, 4 h … and never longer than this. */
const LONGEST_WAIT = 32 * HOUR;

/** The dates in a certificate and in its object may be off by a second of rounding. */
const SAME = 2000;

/** How much shorter than asked a life must be to be told: Vault takes half a minute off. */
const SHORTER = 0.95;

/** RFC 3339 of cert-manager's next attempt; undefined when none failed. */
export function nextAttempt({
  lastFailureAt,
  failedAttempts = 1,
}: CertificateFacts): string | undefined {
  const failed = moment(lastFailureAt);
  if (failed === undefined) {
    return undefined;
  }
  const doubled = HOUR * 2 ** Math.max(0, Math.min(failedAttempts, 20) - 1);
  return new Date(failed + Math.min(doubled, LONGEST_WAIT) * 1000)
    .toISOString()
    .replace('.000', '');
}

/** Seconds between the dates of a certificate; undefined when one of them is not known. */
export function lifeOf({
  notBefore,
  notAfter,
}: Pick<CertificateFacts, 'notBefore' | 'notAfter'>): number | undefined {
  const [start, end] = [moment(notBefore), moment(notAfter)];
  return start === undefined || end === undefined || end <= start
    ? undefined
    : (end - start) / 1000;
}

/** Whole seconds that were asked for and given, when the issuer gave notably less. */
export function shortenedLife(
  facts: CertificateFacts,
): { asked: number; given: number } | undefined {
  const given = lifeOf(facts);
  const { duration } = facts;
  return given !== undefined &&
    duration !== undefined &&
    given < duration * SHORTER
    ? { asked: Math.round(duration), given: Math.round(given) }
    : undefined;
}

/** The trusted certificate that is served in place of the one that was issued, if it is another. */
export function servedInstead({
  sights,
}: Context): { notAfter: string } | undefined {
  const issued = moment(sights.certificate.facts?.notAfter);
  const served = sights.endpoint.visible
    ? sights.endpoint.facts?.served
    : undefined;
  const end = moment(served?.notAfter);
  return issued !== undefined &&
    end !== undefined &&
    Math.abs(end - issued) > SAME
    ? { notAfter: served!.notAfter }
    : undefined;
}
