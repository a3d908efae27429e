import { command } from '../command';
import { rule } from './rule';

export const proxyExposed = rule('proxy-exposed', 'controlPlane', context => {
  const { deployment, sights } = context;
  const { ingress, controlPlane } = sights;
  // Who has no route on purpose brings requests in by such a Service.
  const routed =
    deployment.delivery === 'helmchart' || ingress.facts?.route !== undefined;
  return routed
    ? (controlPlane.facts?.exposures ?? []).map(({ name, type, address }) => ({
        severity: 'warning',
        subject: name,
        title: `Kasm's proxy has its own ${type} Service, beside Traefik (${
          address ?? (type === 'NodePort' ? 'every node' : 'pending')
        })`,
        evidence: [`Service ${name} in ${deployment.namespace} is ${type}.`],
        remedy: [
          [
            'Set the values’ proxyService.type to ClusterIP; the chart ignores proxy.type. The template “Change” writes it.',
          ],
          [
            'See it.',
            command`kubectl -n ${deployment.namespace} get service ${name}`,
          ],
        ],
      }))
    : [];
});
