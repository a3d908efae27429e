import { TRAEFIK_READ_TIMEOUT } from '@kasm-portal/backstage-plugin-kasm-common/manifests';
import {
  resources,
  type KubeObject,
} from '@kasm-portal/backstage-plugin-kasm-node';
import type { RunContext } from '../run/RunContext';
import { read } from '../run/writing';

/** Traefik 3 without the argument. */
const DEFAULT_SECONDS = 60;
const UNIT_SECONDS: Record<string, number> = { '': 1, s: 1, m: 60, h: 3600 };

/**
 * Says when Traefik would cut slow requests. Traefik is shared, so this is for its owner to change;
 * nothing is said about what cannot be seen.
 */
export async function warnOfShortTimeout(context: RunContext): Promise<void> {
  const { ingress } = context.cluster;
  const workload = await read(
    context,
    resources.daemonSets,
    ingress.workload,
    ingress.namespace,
  ).catch(() => undefined);
  if (!workload) {
    return;
  }
  const { entryPoint } = context.spec.ingress;
  const seconds = readTimeout(argumentsOf(workload), entryPoint);
  if (seconds !== undefined && seconds > 0 && seconds < TRAEFIK_READ_TIMEOUT) {
    context.progress.warn(
      `Traefik cuts slow requests on ${entryPoint} after ${seconds} s; Kasm wants ${TRAEFIK_READ_TIMEOUT} s. Its owner raises it with the HelmChartConfig in the runbook`,
    );
  }
}

function argumentsOf(workload: KubeObject): string[] {
  const spec = workload.spec as {
    template?: {
      spec?: { containers?: Array<{ args?: string[]; command?: string[] }> };
    };
  };
  return (spec?.template?.spec?.containers ?? []).flatMap(
    ({ command = [], args = [] }) => [...command, ...args],
  );
}

/**
 * Seconds of an entry point's read timeout by Traefik's arguments, the last of which wins; 0 is off,
 * undefined is not readable.
 */
export function readTimeout(
  args: string[],
  entryPoint: string,
): number | undefined {
  const flag =
    `--entryPoints.${entryPoint}.transport.respondingTimeouts.readTimeout=`.toLowerCase();
  const value = args
    .filter(argument => argument.toLowerCase().startsWith(flag))
    .map(argument => argument.slice(flag.length))
    .pop();
  if (value === undefined) {
    return DEFAULT_SECONDS;
  }
  const parts = [...value.matchAll(/(\d+(?:\.\d+)?)([smh]?)/g)];
  if (parts.map(([part]) => part).join('') !== value || parts.length === 0) {
    return undefined;
  }
  return parts.reduce(
    (sum, [, count, unit]) => sum + Number(count) * UNIT_SECONDS[unit],
    0,
  );
}
