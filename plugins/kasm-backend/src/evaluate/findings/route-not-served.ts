import type {
  DeploymentFacts,
  IngressFacts,
} from '../../observation/Observation';
import { command } from '../command';
import { endpointWorks } from '../endpoint';
import { rule } from './rule';

export const routeNotServed = rule('route-not-served', 'ingress', context => {
  const { deployment, sights } = context;
  const { facts, state } = sights.ingress;
  if ((!facts && state !== 'empty') || deployment.state !== 'active') {
    return [];
  }
  // An IngressRoute has no status: what we compare is a guess, what the endpoint says is not.
  const works = endpointWorks(context);
  const variant = problemOf(facts, deployment, works);
  if (variant === undefined || (works && deployment.delivery === 'external')) {
    return [];
  }
  const { namespace, host } = deployment;
  const name = facts?.route?.name;
  return [
    {
      severity: works ? 'warning' : 'error',
      title: `Traefik does not serve ${host}: ${variant}`,
      evidence: [works ? 'The public host answers all the same.' : undefined],
      remedy: [
        [
          'Compare the route with what Traefik was told.',
          command`kubectl -n ${namespace} get ingressroutes.traefik.io,serverstransports.traefik.io -o yaml`,
        ],
        ...(name !== undefined && /class/.test(variant)
          ? [
              [
                'Give it the class that Traefik serves.',
                command`kubectl -n ${namespace} annotate ingressroutes.traefik.io ${name} kubernetes.io/ingress.class=${facts?.traefik?.ingressClass} --overwrite`,
              ] as [string, string],
            ]
          : []),
      ],
    },
  ];
});

function problemOf(
  facts: IngressFacts | undefined,
  { host, entryPoint, tlsSecret }: DeploymentFacts,
  works: boolean,
): string | undefined {
  const route = facts?.route;
  const traefik = facts?.traefik;
  if (!route) {
    return 'there is no route';
  }
  if (!route.hosts.some(one => one.toLowerCase() === host.toLowerCase())) {
    return `the route is for ${
      route.hosts.slice(0, 3).join(', ') || 'no host'
    }`;
  }
  if (route.kind !== 'IngressRoute') {
    return undefined;
  }
  // Without the flag Traefik serves any class.
  if (traefik?.ingressClass && route.ingressClass !== traefik.ingressClass) {
    return `the route has the class ${
      route.ingressClass ?? '(none)'
    }, Traefik serves ${traefik.ingressClass}`;
  }
  const points = (traefik?.entryPoints ?? []).map(one => one.toLowerCase());
  const unknown = route.entryPoints.find(
    one => !points.includes(one.toLowerCase()),
  );
  if (points.length > 0 && unknown !== undefined) {
    return `Traefik has no entry point ${unknown}`;
  }
  if (
    route.entryPoints.length > 0 &&
    !route.entryPoints.some(
      one => one.toLowerCase() === entryPoint.toLowerCase(),
    )
  ) {
    return `the route is not on the entry point ${entryPoint}`;
  }
  const transport = route.serversTransport;
  if (
    transport &&
    !transport.includes('@') &&
    // None at all may also mean that they may not be read.
    !(works && facts.serversTransports.length === 0) &&
    !facts.serversTransports.some(({ name }) => name === transport)
  ) {
    return `there is no ServersTransport ${transport}`;
  }
  return route.tlsSecret && route.tlsSecret !== tlsSecret
    ? `the route uses the certificate ${route.tlsSecret}, not ${tlsSecret}`
    : undefined;
}
