import { moment } from '../Ages';
import { lifeOf } from '../certificates';
import { command } from '../command';
import { oncePerSight, type Context } from '../Context';
import { rule } from './rule';

/** They mount the certificate in a way that does not follow a renewal. */
export const CERTIFICATE_READERS = [
  'proxy',
  'rdp-gateway',
  'rdp-https-gateway',
];

interface Started {
  component: string;
  startedAt: string;
}

/** Components that run since before the certificate that is there now, in the order of their names. */
export const withOldCertificate = oncePerSight(({ sights }): Started[] => {
  const { facts } = sights.certificate;
  const [made] = [facts?.issuedAt, facts?.notBefore]
    .flatMap(at => moment(at) ?? [])
    .sort((a, b) => b - a);
  if (!facts?.present || !facts.ready || made === undefined) {
    return [];
  }
  return CERTIFICATE_READERS.flatMap(component => {
    const [startedAt] = (sights.controlPlane.facts?.pods ?? [])
      .filter(pod => pod.component === component && !pod.deletedAt)
      .flatMap(({ containers }) => containers)
      .filter(({ init, state }) => !init && state === 'running')
      .flatMap(one => one.startedAt ?? [])
      .filter(started => (moment(started) ?? made) < made)
      .sort();
    return startedAt === undefined ? [] : [{ component, startedAt }];
  });
});

export const certificateNotReloaded = rule(
  'certificate-not-reloaded',
  'certificate',
  context => {
    const { deployment, sights, ages } = context;
    const components = withOldCertificate(context);
    const { facts } = sights.certificate;
    if (components.length === 0 || !facts) {
      return [];
    }
    const { namespace } = deployment;
    const life = lifeOf(facts);
    const oldest = components.map(({ startedAt }) => startedAt).sort()[0];
    // The one before was issued before they started, and hardly for longer than this one.
    const expired = life !== undefined && ages.passed(oldest, life);
    const names = components.map(({ component }) => component);
    return [
      {
        severity: verifies(context) || expired ? 'error' : 'warning',
        title: `${inWords(names)} still ${
          names.length === 1 ? 'serves' : 'serve'
        } the previous certificate`,
        since: facts.issuedAt ?? facts.notBefore,
        evidence: [
          `The certificate was issued at ${
            facts.issuedAt ?? facts.notBefore
          }; ${names[0]} runs since ${oldest}.`,
          expired ? 'The previous one has expired.' : undefined,
        ],
        remedy: [
          [
            'Restart them at a quiet hour: sessions through the proxy drop.',
            command`kubectl -n ${namespace} rollout restart deploy -l 'app.kubernetes.io/component in (proxy,rdp-gateway,rdp-https-gateway)'`,
          ],
        ],
      },
    ];
  },
);

function inWords(names: string[]): string {
  return names.length === 1
    ? names[0]
    : `${names.slice(0, -1).join(', ')} and ${names[names.length - 1]}`;
}

/** Whether Traefik looks at the certificate of what is behind it. */
function verifies({ sights }: Context): boolean {
  const { route, serversTransports = [] } = sights.ingress.facts ?? {};
  if (route?.scheme !== 'https' || route.kind !== 'IngressRoute') {
    return false;
  }
  const transport = serversTransports.find(
    ({ name }) => name === route.serversTransport,
  );
  // One that is not known is another finding's matter.
  return route.serversTransport === undefined
    ? true
    : transport?.insecureSkipVerify === false;
}
