import { command } from '../command';
import { rule } from './rule';

export const traefikDown = rule('traefik-down', 'ingress', context => {
  const traefik = context.sights.ingress.facts?.traefik;
  if (!traefik || traefik.ready > 0) {
    return [];
  }
  const { ingressNamespace, ingressWorkload } = context.deployment;
  return [
    {
      severity: 'critical',
      title: 'Traefik has no running pod',
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
