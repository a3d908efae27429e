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
    const { name, kind = 'ClusterIssuer', message } = issuer;
    const { namespace } = context.deployment;
    const vault = /vault/i.test(`${name} ${message}`);
    return [
      {
        severity: lasts ? 'warning' : 'error',
        subject: name,
        title: `${kind} ${name} cannot sign${message ? `: ${message}` : ''}`,
        since: issuer.since,
        hold: HOLD,
        evidence: [
          lasts
            ? `The certificate that is there is good until ${facts.notAfter}.`
            : undefined,
        ],
        remedy: [
          [
            'See what it says; it is looked at seldom, so that the message may be old.',
            kind === 'Issuer'
              ? command`kubectl -n ${namespace} describe issuers.cert-manager.io ${name}`
              : command`kubectl describe clusterissuers.cert-manager.io ${name}`,
          ],
          ...(vault
            ? ([
                ['See whether Vault is sealed.', 'vault status'],
                ['Unseal it when it is.', 'vault operator unseal'],
              ] as Array<[string, string]>)
            : []),
        ],
      },
    ];
  },
);
