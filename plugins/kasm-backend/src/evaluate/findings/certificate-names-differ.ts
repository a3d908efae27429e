import { command } from '../command';
import { rule } from './rule';

/** Whether a name of a certificate stands for a host. A wildcard covers one label. */
export function covers(name: string, host: string): boolean {
  const [a, b] = [name.toLowerCase(), host.toLowerCase()];
  return a.startsWith('*.')
    ? b.includes('.') && b.slice(b.indexOf('.')) === a.slice(1)
    : a === b;
}

/** Whether it is what Traefik serves when it has nothing better. */
export function isDefault(subject: string | undefined): boolean {
  return /TRAEFIK DEFAULT CERT/i.test(subject ?? '');
}

export const certificateNamesDiffer = rule(
  'certificate-names-differ',
  'certificate',
  context => {
    const { deployment, sights } = context;
    const { host, namespace, tlsSecret } = deployment;
    const issued = sights.certificate.facts?.present
      ? sights.certificate.facts.dnsNames
      : [];
    const served = sights.endpoint.facts?.served;
    // Traefik's own certificate names nobody; that it is served is another finding.
    const seen = served && !isDefault(served.subject) ? served.names : [];
    const names = [issued, seen].find(
      list => list.length > 0 && !list.some(name => covers(name, host)),
    );
    return names
      ? [
          {
            severity: 'error',
            title: `The certificate does not name ${host}`,
            evidence: [`It names ${names.slice(0, 5).join(', ')}.`],
            remedy: [
              [
                'Add the host to spec.dnsNames of the Certificate.',
                command`kubectl -n ${namespace} get certificates.cert-manager.io ${tlsSecret} -o jsonpath='{.spec.dnsNames}'`,
              ],
              [
                'Hosts of Kasm’s zones need a name too; a wildcard covers one label, and browsers do not look at the common name.',
              ],
            ],
          },
        ]
      : [];
  },
);
