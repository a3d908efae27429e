import type { IngressFacts } from '../../observation/Observation';
import { command } from '../command';
import { endpointWorks } from '../endpoint';
import { rule } from './rule';

export const routeBackendWrong = rule(
  'route-backend-wrong',
  'ingress',
  context => {
    const { deployment, sights } = context;
    const { facts } = sights.ingress;
    const status = sights.endpoint.facts?.rootStatus;
    const variant = facts && problemOf(facts, status);
    if (
      variant === undefined ||
      endpointWorks(context) ||
      deployment.state !== 'active'
    ) {
      return [];
    }
    const { route } = facts!;
    const { host, namespace } = deployment;
    return [
      {
        severity: 'error',
        title: `Traefik reaches the wrong thing behind ${host}: ${variant}`,
        evidence: [
          `${route?.scheme ?? 'no scheme'}, ${route?.service}:${route?.port}`,
          status === undefined
            ? undefined
            : `The public host answers ${status}.`,
        ],
        remedy: [
          [
            'Kasm’s proxy listens on 8080 with http and on 8443 with https.',
            command`kubectl -n ${namespace} get services -l app.kubernetes.io/component=proxy`,
          ],
          [
            'Compare with the route.',
            command`kubectl -n ${namespace} get ingressroutes.traefik.io ${route?.name} -o yaml`,
          ],
        ],
      },
    ];
  },
);

function problemOf(
  { route, serversTransports }: IngressFacts,
  status: number | undefined,
): string | undefined {
  if (!route?.service) {
    return undefined;
  }
  const { service, port, scheme } = route;
  if (!/proxy/.test(service)) {
    return `${service} is not Kasm’s proxy`;
  }
  if (scheme === 'https' && port === 8080) {
    return 'https to the http port 8080';
  }
  if (port === 8443 && scheme !== 'https' && route.kind === 'IngressRoute') {
    return 'http to the https port 8443';
  }
  const transport = serversTransports.find(
    ({ name }) => name === route.serversTransport,
  );
  // With https behind it and a certificate that it does not trust, Traefik answers 500.
  return scheme === 'https' && status === 500 && !transport?.insecureSkipVerify
    ? 'it does not trust the certificate of Kasm’s proxy'
    : undefined;
}
