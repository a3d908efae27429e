import { command } from '../command';
import { endpointWorks } from '../endpoint';
import { rule } from './rule';

export const traefikDown = rule('traefik-down', 'ingress', context => {
  const traefik = context.sights.ingress.facts?.traefik;
  if (!traefik || traefik.ready > 0) {
    return [];
  }
  const { ingressNamespace, ingressWorkload } = context.deployment;
  const { facts: endpoint } = context.sights.endpoint;
  return [
    {
      severity: 'critical',
      title: 'Traefik has no running pod',
      // A DaemonSet does not say since when; the public host does.
      since: endpoint?.failingSince,
      settling: endpointWorks(context),
      evidence: [
        `${traefik.kind} ${traefik.name}: 0 of ${traefik.desired} ready.`,
      ],
      remedy: [
        [
          'Look at its pods.',
          command`kubectl -n ${ingressNamespace} get daemonsets,deployments,pods -l app.kubernetes.io/name=${ingressWorkload}`,
        ],
      ],
    },
  ];
});
