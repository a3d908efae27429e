import { command } from '../command';
import { rule } from './rule';

const HOLD = 120;
const WEEK = 7 * 24 * 3600;

export const issuerNotReady = rule(
  'issuer-not-ready',
  'certificate',
  context => {
    const { facts } = context.sights.certificate;
    const issuer = facts?.issuer;
    if (!facts?.present || issuer?.ready !== false) {
      return [];
    }
    const lasts =
      facts.ready &&
      facts.notAfter !== undefined &&
      !context.ages.passed(facts.notAfter, -WEEK);
    return [
      {
        severity: lasts ? 'warning' : 'error',
        subject: issuer.name,
        title: `Issuer ${issuer.name} cannot sign certificates`,
        since: issuer.since,
        hold: HOLD,
        evidence: [issuer.message],
        remedy: [
          [
            'See what it says; the message may be old.',
            command`kubectl describe clusterissuers.cert-manager.io ${issuer.name}`,
          ],
          ['When Vault is sealed, unseal it.', 'vault status'],
        ],
      },
    ];
  },
);
