import {
  resources,
  traefikSettings,
  traefikTimeouts,
  type KubeObject,
  type TraefikSettings,
} from '@kasm-portal/backstage-plugin-kasm-node';
import type { RunContext } from '../../run/RunContext';
import type { CheckGroup } from '../CheckGroup';
import type { Looks, Seen } from '../Looks';
import { about, type PreflightCheck } from '../PreflightCheck';

/** Traefik's DaemonSet or Deployment. */
export interface TraefikWorkload extends KubeObject {
  spec?: {
    template?: {
      spec?: {
        containers?: Array<{
          args?: string[];
          command?: string[];
          env?: Array<{ name: string; value?: string }>;
          image?: string;
        }>;
      };
    };
  };
  status?: {
    desiredNumberScheduled?: number;
    numberAvailable?: number;
    replicas?: number;
    availableReplicas?: number;
  };
}

type Asked = Pick<RunContext, 'spec' | 'cluster'>;

const GROUP = 'traefik.io/v1alpha1';

/** Traefik: there, listening where the route goes, and as patient as Kasm needs it. */
export const traefik: CheckGroup = async ({ run, looks }) => {
  const crds = run.spec.ingress.kind === 'ingressRoute';
  const [served, workload] = await Promise.all([
    crds ? looks.serves(GROUP) : undefined,
    traefikWorkload(looks, run),
  ]);
  const settings =
    workload.state === 'there'
      ? traefikSettings(workload.value.spec?.template?.spec?.containers ?? [])
      : undefined;
  return {
    checks: [
      ...(served ? [judgeDefinitions(served)] : []),
      judgeTraefik(workload, run),
      judgeEntryPoint(settings, run),
      judgeTimeout(settings, run),
    ],
  };
};

/** RKE2 runs a DaemonSet, others a Deployment. */
export async function traefikWorkload(
  looks: Looks,
  { cluster }: Pick<RunContext, 'cluster'>,
): Promise<Seen<TraefikWorkload>> {
  const { workload, namespace } = cluster.ingress;
  const find = (
    resource: typeof resources.daemonSets | typeof resources.deployments,
  ) => looks.get<TraefikWorkload>(resource, workload, namespace);
  const daemonSet = await find(resources.daemonSets);
  return daemonSet.state === 'absent' ? find(resources.deployments) : daemonSet;
}

function judgeDefinitions(served: Seen<string[]>): PreflightCheck {
  const check = about('traefik-definitions', "Traefik's definitions");
  if (served.state === 'hidden') {
    return check.unknown(served.detail, served.remedy);
  }
  return served.state === 'there' &&
    ['ingressroutes', 'serverstransports'].every(plural =>
      served.value.includes(plural),
    )
    ? check.pass('are installed')
    : check.fail(
        `Traefik's CRDs are not installed (${GROUP})`,
        'have a cluster administrator install them, or choose ingress.kind httpRoute',
      );
}

/** @internal */
export function judgeTraefik(
  workload: Seen<TraefikWorkload>,
  { cluster }: Pick<Asked, 'cluster'>,
): PreflightCheck {
  const check = about('traefik', 'Traefik');
  const name = `${cluster.ingress.namespace}/${cluster.ingress.workload}`;
  if (workload.state === 'hidden') {
    return check.unknown(workload.detail, workload.remedy);
  }
  if (workload.state === 'absent') {
    return check.fail(
      `there is no DaemonSet or Deployment ${name}`,
      'say in kasm.clusters[].ingress which one is Traefik, or have it installed',
    );
  }
  const { status = {} } = workload.value;
  const wanted = status.desiredNumberScheduled ?? status.replicas ?? 0;
  const running = status.numberAvailable ?? status.availableReplicas ?? 0;
  return wanted > 0 && running === 0
    ? check.fail(
        `Traefik (${name}) does not run: 0 of ${wanted} pods are available`,
        `see why with kubectl -n ${cluster.ingress.namespace} get pods`,
      )
    : check.pass(
        wanted > 0 ? `${name}, ${running} of ${wanted} pods available` : name,
      );
}

/** @internal */
export function judgeEntryPoint(
  settings: TraefikSettings | undefined,
  { spec }: Pick<Asked, 'spec'>,
): PreflightCheck {
  const check = about('ingress-class', 'Entry point and ingress class');
  const { entryPoint, ingressClass, kind } = spec.ingress;
  if (!settings) {
    return check.unknown(
      "Traefik's arguments are not known",
      `look up whether it has the entry point ${entryPoint}`,
    );
  }
  const { entryPoints } = settings;
  if (
    entryPoints.length > 0 &&
    !entryPoints.includes(entryPoint.toLowerCase())
  ) {
    return check.fail(
      `Traefik has no entry point ${entryPoint}`,
      `choose one of ${entryPoints.join(', ')}`,
    );
  }
  if (
    kind === 'ingressRoute' &&
    settings.ingressClass &&
    settings.ingressClass !== ingressClass
  ) {
    return check.fail(
      `Traefik takes only routes of the ingress class ${settings.ingressClass}, not ${ingressClass}`,
      `set ingress.ingressClass to ${settings.ingressClass}`,
    );
  }
  return check.pass(
    kind === 'ingressRoute'
      ? `${entryPoint}, class ${ingressClass}`
      : entryPoint,
  );
}

/** @internal */
export function judgeTimeout(
  settings: TraefikSettings | undefined,
  { spec }: Pick<Asked, 'spec'>,
): PreflightCheck {
  const check = about('traefik-timeouts', "Traefik's patience");
  const {
    entryPoint,
    readTimeout: wanted,
    manageTraefikTimeouts,
  } = spec.ingress;
  const found = settings && traefikTimeouts(settings, entryPoint).read;
  if (found?.seconds === undefined) {
    return check.unknown(
      "Traefik's read timeout is not known",
      `see that it waits ${wanted} s on ${entryPoint}`,
    );
  }
  const { seconds, from } = found;
  if (seconds === 0 || seconds >= wanted) {
    return check.pass(
      seconds === 0
        ? `no limit on ${entryPoint}`
        : `${seconds} s on ${entryPoint} (${from})`,
    );
  }
  return manageTraefikTimeouts
    ? check.pass(
        `${seconds} s on ${entryPoint} (${from}), to be raised to ${wanted} s`,
      )
    : check.warn(
        `Traefik cuts slow requests on ${entryPoint} after ${seconds} s (${from}); Kasm wants ${wanted} s`,
        'its owner raises it with the HelmChartConfig in the runbook',
      );
}
