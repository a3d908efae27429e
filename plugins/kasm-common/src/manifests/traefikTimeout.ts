import type { Manifest } from './Manifest';

/** Seconds that Traefik must wait for slow requests; Kasm's own proxy cuts at the same. */
export const TRAEFIK_READ_TIMEOUT = 1800;

/**
 * HelmChartConfig that raises Traefik's read timeout on RKE2. To read and to render: Traefik is
 * shared, and two HelmChartConfigs of one name cannot coexist, so a deployment never applies it.
 *
 * @public
 */
export function traefikTimeout(
  entryPoint = 'websecure',
  workload = { name: 'rke2-traefik', namespace: 'kube-system' },
): Manifest {
  const argument = `--entryPoints.${entryPoint}.transport.respondingTimeouts.readTimeout=${TRAEFIK_READ_TIMEOUT}s`;
  return {
    apiVersion: 'helm.cattle.io/v1',
    kind: 'HelmChartConfig',
    metadata: workload,
    spec: {
      valuesContent: JSON.stringify(
        { additionalArguments: [argument] },
        null,
        2,
      ),
    },
  };
}
