import type { IngressFacts } from '../../observation/Observation';
import { command } from '../command';
import { rule } from './rule';

type Traefik = NonNullable<IngressFacts['traefik']>;

/** Seconds; above it Kasm's own proxy decides. */
export const ENOUGH = 1800;

/** Seconds; Traefik's default, and enough for a browser that thinks. */
const ENOUGH_IDLE = 180;

/** Seconds that Helm and a rollout may take to do what a HelmChartConfig says. */
const ROLLOUT = 900;

const NAMES = ['read', 'write', 'idle'] as const;

const FROM = {
  argument: 'an argument of Traefik',
  environment: 'an environment variable of Traefik',
  default: 'Traefik’s default',
};

export const traefikTimeoutShort = rule(
  'traefik-timeout-short',
  'ingress',
  context => {
    const traefik = context.sights.ingress.facts?.traefik;
    if (!traefik) {
      return [];
    }
    const { entryPoint, ingressNamespace, ingressWorkload } =
      context.deployment;
    const { read, write, idle } = traefik.timeouts;
    const isShort = isShortRead(read.seconds);
    const settled = context.ages.olderThan(traefik.configuredAt, ROLLOUT);
    const drift = settled ? driftOf(traefik) : undefined;
    const remarks = [
      isShort
        ? `Traefik cuts slow requests after ${read.seconds} s on ${entryPoint}`
        : undefined,
      drift &&
        `HelmChartConfig says ${drift.name}Timeout ${drift.says} s, Traefik runs with ${drift.runs} s`,
      write.seconds
        ? `Traefik ends every answer on ${entryPoint} after ${write.seconds} s`
        : undefined,
      idle.seconds !== undefined &&
      idle.seconds > 0 &&
      idle.seconds < ENOUGH_IDLE
        ? `Traefik closes idle connections on ${entryPoint} after ${idle.seconds} s`
        : undefined,
    ].flatMap(remark => remark ?? []);
    if (remarks.length === 0) {
      return [];
    }
    const [title, ...others] = remarks;
    return [
      {
        severity: isShort ? 'warning' : 'info',
        title,
        evidence: [
          isShort
            ? `readTimeout comes from ${
                FROM[read.from] ?? 'somewhere'
              }; ${ENOUGH} s are wanted.`
            : undefined,
          ...others.map(other => `${other}.`),
        ],
        remedy: [
          [
            isShort
              ? `Raise it to ${ENOUGH}s in the HelmChartConfig ${ingressWorkload}, or on Rancher in the cluster’s chartValues; the runbook has it to copy.`
              : `Compare with the HelmChartConfig ${ingressWorkload}, or on Rancher with the cluster’s chartValues.`,
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

/** 0 is no limit; what is not known is no offence. */
export function isShortRead(seconds: number | undefined): boolean {
  return seconds !== undefined && seconds > 0 && seconds < ENOUGH;
}

/** The first timeout that the HelmChartConfig sets otherwise than Traefik has it. */
function driftOf({
  timeouts,
  configured,
}: Traefik): { name: string; says: number; runs: number } | undefined {
  return NAMES.flatMap(name => {
    const says = configured?.[name];
    const runs = timeouts[name].seconds;
    return says !== undefined && runs !== undefined && says !== runs
      ? [{ name, says, runs }]
      : [];
  })[0];
}
