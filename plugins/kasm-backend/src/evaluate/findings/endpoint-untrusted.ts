import { command } from '../command';
import { notYetRouted } from '../endpoint';
import { isDefault } from './certificate-names-differ';
import { rule } from './rule';

/** What TLS libraries say when they only lack the CA. */
const UNKNOWN_ISSUER =
  /self.signed|unable to (get|verify)|unknown (authority|issuer|ca)|UNABLE_TO_|SELF_SIGNED/i;

export const endpointUntrusted = rule(
  'endpoint-untrusted',
  'endpoint',
  context => {
    const { facts } = context.sights.endpoint;
    const served = facts?.served;
    if (
      !facts ||
      notYetRouted(context) ||
      (facts.failedAt !== 'tls' && served?.trusted !== false)
    ) {
      return [];
    }
    const { host, port, cluster } = context.deployment;
    const reason = served?.problem ?? facts.reason ?? 'TLS fails';
    const byDefault = isDefault(served?.subject);
    const missingCa = !byDefault && UNKNOWN_ISSUER.test(reason);
    return [
      {
        severity: 'error',
        title: missingCa
          ? `The portal does not know the CA of ${host}`
          : `Browsers will not trust ${host}: ${
              byDefault ? 'Traefik serves its default certificate' : reason
            }`,
        since: facts.failingSince,
        evidence: [
          reason,
          missingCa && served?.chain?.length === 1
            ? 'Only the host’s own certificate is sent: an intermediate one may be missing.'
            : undefined,
          served && `Served: ${served.subject}, issued by ${served.issuer}.`,
          served && `It is valid until ${served.notAfter}.`,
        ],
        remedy: [
          missingCa
            ? [
                `People whose browsers know the CA notice nothing. When it is a private CA, name it in kasm.clusters[] of ${cluster} (ingress.ca or ingress.caFile).`,
              ]
            : [
                'The route’s tls.secretName must name a Secret with a valid certificate.',
              ],
          [
            'See what is served.',
            command`openssl s_client -connect ${host}:${port} -servername ${host} </dev/null | openssl x509 -noout -subject -ext subjectAltName -dates`,
          ],
        ],
      },
    ];
  },
);
