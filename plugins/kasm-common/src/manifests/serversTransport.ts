import { deploymentNames } from '../spec/deploymentNames';
import type { KasmDeploymentSpec } from '../spec/KasmDeploymentSpec';
import { deploymentLabels } from './labels';
import type { Manifest } from './Manifest';

/**
 * How Traefik speaks to Kasm's proxy on 8443, whose certificate is not verified; undefined when the
 * backend is plain http inside the cluster.
 *
 * @public
 */
export function serversTransport(
  spec: KasmDeploymentSpec,
): Manifest | undefined {
  if (spec.ingress.backend !== 'https') {
    return undefined;
  }
  const names = deploymentNames(spec);
  return {
    apiVersion: 'traefik.io/v1alpha1',
    kind: 'ServersTransport',
    metadata: {
      name: names.serversTransport,
      namespace: names.namespace,
      labels: deploymentLabels(spec.name),
    },
    spec: { insecureSkipVerify: true },
  };
}
