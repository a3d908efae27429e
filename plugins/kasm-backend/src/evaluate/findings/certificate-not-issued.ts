import { nextAttempt } from '../certificates';
import { command } from '../command';
import { rule } from './rule';

const HOLD = 180;

export const certificateNotIssued = rule(
  'certificate-not-issued',
  'certificate',
  context => {
    const { deployment, sights, ages } = context;
    const { facts, state } = sights.certificate;
    const { namespace, tlsSecret, host } = deployment;
    const absent = facts?.present === false || (state === 'empty' && !facts);
    if (absent) {
      // Installations that the portal did not make may get their certificate elsewhere.
      return deployment.delivery === 'helmchart' &&
        deployment.state === 'active'
        ? [
            {
              severity: 'error',
              title: `No certificate for ${host}: Certificate ${tlsSecret} does not exist`,
              since: state === 'empty' ? sights.certificate.since : undefined,
              evidence: [
                `No Certificate for Secret ${tlsSecret} in ${namespace}.`,
              ],
              remedy: [
                [
                  'See which certificates there are.',
                  command`kubectl -n ${namespace} get certificates.cert-manager.io`,
                ],
              ],
            },
          ]
        : [];
    }
    if (!facts || facts.ready) {
      return [];
    }
    const issuedBefore = facts.notAfter !== undefined;
    const stillValid = issuedBefore && !ages.passed(facts.notAfter);
    // A renewal with a valid old certificate is routine; an expired one is another finding.
    if (
      (facts.issuing && stillValid) ||
      (issuedBefore && !stillValid && !facts.requestFailure)
    ) {
      return [];
    }
    const next = nextAttempt(facts);
    const tooLong = /beyond the expiration of the CA|expir\w+ of the CA/i.test(
      facts.requestFailure ?? facts.message ?? '',
    );
    return [
      {
        severity: 'error',
        title: `No certificate for ${host}: ${
          facts.requestFailure ?? facts.message ?? facts.reason ?? 'not ready'
        }`,
        since: facts.readySince,
        hold: facts.requestFailure ? 0 : HOLD,
        evidence: [
          next &&
            `${facts.failedAttempts ?? 1} failed in a row, the last at ${
              facts.lastFailureAt
            }; cert-manager tries again at ${next}.`,
          facts.requestFailure,
          facts.message,
          facts.reason,
        ],
        remedy: [
          [
            'See what cert-manager says.',
            command`kubectl -n ${namespace} describe certificates.cert-manager.io,certificaterequests.cert-manager.io`,
          ],
          ...(tooLong
            ? ([
                [
                  'The issuing CA ends before the certificate would: renew the CA, or ask for a shorter spec.duration.',
                ],
              ] as Array<[string]>)
            : []),
          [
            "Check the Vault role's allowed_domains, allow_subdomains, require_cn and max_ttl, then try again.",
            command`cmctl renew ${tlsSecret} -n ${namespace}`,
          ],
        ],
      },
    ];
  },
);
