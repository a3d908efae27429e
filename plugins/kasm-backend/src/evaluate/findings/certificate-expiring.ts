import { moment } from '../Ages';
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
    const { notAfter, notBefore, renewalTime } = facts;
    const expired = ages.passed(notAfter);
    const overdue =
      moment(renewalTime) !== undefined
        ? ages.passed(renewalTime, HOUR)
        : ages.passed(notAfter, -warningTime(notBefore, notAfter));
    if (!expired && !overdue) {
      return [];
    }
    const days = ages.daysUntil(notAfter);
    const { host, tlsSecret, namespace } = deployment;
    return [
      {
        severity: expired ? 'critical' : 'warning',
        title: expired
          ? `The certificate of ${host} has expired`
          : `The certificate of ${host} ends in ${days} ${
              days === 1 ? 'day' : 'days'
            } and was not renewed`,
        since: expired ? notAfter : renewalTime,
        evidence: [`Valid until ${notAfter}.`, facts.message],
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

/** Seconds before the end at which to warn: a week, or a third of a shorter life. */
function warningTime(notBefore: string | undefined, notAfter: string): number {
  const [start, end] = [moment(notBefore), moment(notAfter)];
  const life =
    start === undefined || end === undefined ? Infinity : (end - start) / 1000;
  return life < 21 * DAY ? life / 3 : 7 * DAY;
}
