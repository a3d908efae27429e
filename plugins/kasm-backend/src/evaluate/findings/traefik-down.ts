import { command } from '../command';
import { endpointWorks } from '../endpoint';
import { rule } from './rule';

/** One pod that is replaced is soon back. */
const HOLD = 60;

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
      // A DaemonSet does not say since when; the public host does. Who was not asked does not know.
      since: endpoint?.failingSince,
      ...(endpointWorks(context) || endpoint?.failingSince === undefined
        ? { settling: true }
        : { hold: HOLD }),
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
