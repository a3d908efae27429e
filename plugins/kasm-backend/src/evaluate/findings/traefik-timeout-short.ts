import { command } from '../command';
import { rule } from './rule';

/** Seconds; above it Kasm's own proxy decides. */
const ENOUGH = 1800;

export const traefikTimeoutShort = rule(
  'traefik-timeout-short',
  'ingress',
  context => {
    const traefik = context.sights.ingress.facts?.traefik;
    // 0 is no limit.
    if (!traefik || traefik.readTimeout <= 0 || traefik.readTimeout >= ENOUGH) {
      return [];
    }
    const { entryPoint, ingressNamespace, ingressWorkload } =
      context.deployment;
    const from = {
      argument: 'an argument of Traefik',
      environment: 'an environment variable of Traefik',
      default: "Traefik's default",
    }[traefik.readTimeoutFrom];
    return [
      {
        severity: 'warning',
        title: `Traefik cuts slow requests after ${traefik.readTimeout} s on ${entryPoint}`,
        evidence: [`readTimeout comes from ${from}; ${ENOUGH} s are wanted.`],
        remedy: [
          [
            `Raise it to ${ENOUGH}s in the HelmChartConfig ${ingressWorkload}, or on Rancher in the cluster’s chartValues; the runbook has it to copy.`,
            command`kubectl -n ${ingressNamespace} get helmchartconfigs.helm.cattle.io ${ingressWorkload} -o yaml`,
          ],
          [
            'See what Traefik was told.',
            traefik.kind === 'DaemonSet'
              ? command`kubectl -n ${ingressNamespace} get daemonset ${ingressWorkload} -o jsonpath='{.spec.template.spec.containers[0].args}'`
              : command`kubectl -n ${ingressNamespace} get deployment ${ingressWorkload} -o jsonpath='{.spec.template.spec.containers[0].args}'`,
          ],
        ],
      },
    ];
  },
);
