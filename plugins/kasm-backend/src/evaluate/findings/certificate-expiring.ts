import type { CertificateFacts } from '../../observation/Observation';
import { moment, type Ages } from '../Ages';
import { lifeOf, nextAttempt, shortenedLife } from '../certificates';
import { command } from '../command';
import { rule } from './rule';

const HOUR = 3600;
const DAY = 24 * HOUR;

export const certificateExpiring = rule(
  'certificate-expiring',
  'certificate',
  context => {
    const { deployment, sights, ages } = context;
    const { facts } = sights.certificate;
    if (!facts?.present || facts.notAfter === undefined) {
      return [];
    }
    const { notAfter, renewalTime } = facts;
    const expired = ages.passed(notAfter);
    if (!expired && !isOverdue(facts, ages)) {
      return [];
    }
    const { host, tlsSecret, namespace } = deployment;
    const next = nextAttempt(facts);
    const shortened = shortenedLife(facts);
    return [
      {
        severity: expired ? 'critical' : 'warning',
        title: expired
          ? `The certificate of ${host} has expired`
          : `The certificate of ${host} ends in ${left(
              notAfter,
              ages,
            )} and was not renewed`,
        since: expired ? notAfter : renewalTime,
        evidence: [
          `Valid until ${notAfter}.`,
          next &&
            `${facts.failedAttempts ?? 1} failed in a row, the last at ${
              facts.lastFailureAt
            }; cert-manager tries again at ${next}.`,
          facts.requestFailure,
          shortened &&
            `It was issued for ${hours(shortened.given)} where ${hours(
              shortened.asked,
            )} were asked for: see max_ttl of the Vault role.`,
          facts.message,
        ],
        remedy: [
          [
            'See what cert-manager says; look at the issuer first.',
            command`kubectl -n ${namespace} describe certificates.cert-manager.io ${tlsSecret}`,
          ],
          ['Renew it now.', command`cmctl renew ${tlsSecret} -n ${namespace}`],
        ],
      },
    ];
  },
);

/**
 * Whether it should have been renewed by now. cert-manager says when it will be; where it does not, a
 * week before the end is late, and a third of the life where that is short: Vault may give hours.
 */
function isOverdue(facts: CertificateFacts, ages: Ages): boolean {
  const { notAfter, renewalTime } = facts;
  const life = lifeOf(facts) ?? Infinity;
  return moment(renewalTime) === undefined
    ? ages.passed(notAfter, -(life < 21 * DAY ? life / 3 : 7 * DAY))
    : ages.passed(renewalTime, Math.min(HOUR, life / 12));
}

function left(notAfter: string, ages: Ages): string {
  const days = ages.daysUntil(notAfter);
  if (days === 0) {
    return 'less than a day';
  }
  return `${days} ${days === 1 ? 'day' : 'days'}`;
}

function hours(seconds: number): string {
  return `${Math.round(seconds / 360) / 10} h`;
}
