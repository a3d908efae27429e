import type { Manifest } from './Manifest';

/** Seconds that Traefik must wait for slow requests; Kasm's own proxy cuts at the same. */
export const TRAEFIK_READ_TIMEOUT = 1800;

/**
 * HelmChartConfig that raises Traefik's read timeout on RKE2. To read and to render: Traefik is
 * shared, and two HelmChartConfigs of one name cannot coexist, so it is never applied as it is.
 *
 * @public
 */
export function traefikTimeout(
  entryPoint = 'websecure',
  workload = { name: 'rke2-traefik', namespace: 'kube-system' },
  seconds = TRAEFIK_READ_TIMEOUT,
): Manifest {
  return {
    apiVersion: 'helm.cattle.io/v1',
    kind: 'HelmChartConfig',
    metadata: workload,
    spec: {
      valuesContent: JSON.stringify(
        { additionalArguments: [traefikTimeoutArgument(entryPoint, seconds)] },
        null,
        2,
      ),
    },
  };
}

/**
 * Traefik's argument for the read timeout of an entry point.
 *
 * @public
 */
export function traefikTimeoutArgument(
  entryPoint: string,
  seconds: number,
): string {
  return `--entryPoints.${entryPoint}.transport.respondingTimeouts.readTimeout=${seconds}s`;
}
