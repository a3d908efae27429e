import { backendProblem } from '../backendProblem';
import { command } from '../command';
import { endpointWorks } from '../endpoint';
import { proxyPorts } from '../proxyPorts';
import { rule } from './rule';

export const routeBackendWrong = rule(
  'route-backend-wrong',
  'ingress',
  context => {
    const { deployment, sights } = context;
    const { facts } = sights.ingress;
    const status = sights.endpoint.facts?.rootStatus;
    const problem = facts && backendProblem(context, facts, status);
    if (
      !facts ||
      problem === undefined ||
      endpointWorks(context) ||
      deployment.state !== 'active'
    ) {
      return [];
    }
    const { route, serversTransports } = facts;
    const { host, namespace } = deployment;
    const ports = proxyPorts(context);
    const transport = serversTransports.find(
      ({ name }) => name === route?.serversTransport,
    );
    const verifies =
      route?.scheme === 'https' && !transport?.insecureSkipVerify;
    return [
      {
        severity: 'error',
        title: `Traefik reaches the wrong thing behind ${host}: ${problem}`,
        evidence: [
          `${route?.scheme ?? 'no scheme'}, ${route?.service}:${route?.port}`,
          status === undefined
            ? undefined
            : `The public host answers ${status}.`,
          transport && verifies
            ? `ServersTransport ${transport.name} expects ${
                transport.serverName ?? 'the pod’s address'
              }${
                transport.rootCAs?.length
                  ? ` by the CA in ${transport.rootCAs.join(', ')}`
                  : ''
              }.`
            : undefined,
        ],
        remedy: [
          [
            ports
              ? `Kasm’s proxy listens on ${ports.http} with http and on ${ports.https} with https.`
              : 'See what Kasm’s proxy listens on.',
            command`kubectl -n ${namespace} get services,endpointslices`,
          ],
          route?.kind === 'HTTPRoute'
            ? [
                'Compare with the route.',
                command`kubectl -n ${namespace} get httproutes.gateway.networking.k8s.io ${route.name} -o yaml`,
              ]
            : [
                'Compare with the route.',
                command`kubectl -n ${namespace} get ingressroutes.traefik.io ${route?.name} -o yaml`,
              ],
          ...(verifies
            ? ([
                [
                  `To verify it, the ServersTransport needs rootCAs with the issuer’s CA and serverName ${host}.`,
                ],
              ] as Array<[string]>)
            : []),
        ],
      },
    ];
  },
);
