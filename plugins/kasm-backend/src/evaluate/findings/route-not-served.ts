import { command } from '../command';
import { endpointWorks } from '../endpoint';
import { routeProblem } from '../routeProblem';
import { rule } from './rule';

export const routeNotServed = rule('route-not-served', 'ingress', context => {
  const { deployment, sights } = context;
  const { facts, state } = sights.ingress;
  if ((!facts && state !== 'empty') || deployment.state !== 'active') {
    return [];
  }
  // What we compare is a guess, what the endpoint says is not.
  const works = endpointWorks(context);
  const problem = routeProblem(facts, deployment, works);
  if (problem === undefined || (works && deployment.delivery === 'external')) {
    return [];
  }
  const { namespace, host, routeKind } = deployment;
  const name = facts?.route?.name;
  const overGateway = routeKind === 'HTTPRoute';
  return [
    {
      severity: works ? 'warning' : 'error',
      title: works
        ? `${host} answers, but its route looks wrong: ${problem.text}`
        : `${
            overGateway ? 'No Gateway serves' : 'Traefik does not serve'
          } ${host}: ${problem.text}`,
      evidence: [
        facts?.route?.middlewares?.length
          ? `Its middlewares: ${facts.route.middlewares.join(', ')}.`
          : undefined,
      ],
      remedy: [
        overGateway
          ? [
              'See what the Gateway says of the route.',
              command`kubectl -n ${namespace} get httproutes.gateway.networking.k8s.io -o yaml`,
            ]
          : [
              'Compare the route with what Traefik was told.',
              command`kubectl -n ${namespace} get ingressroutes.traefik.io,serverstransports.traefik.io -o yaml`,
            ],
        ...(name !== undefined && problem.remedy === 'class'
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
