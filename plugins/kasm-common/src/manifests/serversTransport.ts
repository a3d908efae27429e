import { deploymentNames } from '../spec/deploymentNames';
import type { KasmDeploymentSpec } from '../spec/KasmDeploymentSpec';
import {
  DEFAULT_SETTINGS,
  type DeploymentSettings,
} from './DeploymentSettings';
import { deploymentLabels } from './labels';
import type { Manifest } from './Manifest';

/**
 * How Traefik speaks to Kasm's proxy on 8443; undefined when the backend is plain http inside the
 * cluster. The platform's way is not to verify the proxy's certificate. Where it is verified, the
 * proxy serves the certificate of the public host, so that is the name and its issuer the CA.
 *
 * @public
 */
export function serversTransport(
  spec: KasmDeploymentSpec,
  { rootCAsField }: Pick<DeploymentSettings, 'rootCAsField'> = DEFAULT_SETTINGS,
): Manifest | undefined {
  const { kind, backend, verifyBackend } = spec.ingress;
  if (backend !== 'https' || kind !== 'ingressRoute') {
    return undefined;
  }
  const names = deploymentNames(spec);
  return {
    apiVersion: 'traefik.io/v1alpha1',
    kind: 'ServersTransport',
    metadata: {
      // the same whether it verifies or not, so that a change of mind leaves nothing behind
      name: names.serversTransport,
      namespace: names.namespace,
      labels: deploymentLabels(spec.name),
    },
    spec: verifyBackend
      ? {
          serverName: names.host,
          ...(rootCAsField === 'rootCAs'
            ? { rootCAs: [{ secret: names.tlsSecret }] }
            : { rootCAsSecrets: [names.tlsSecret] }),
        }
      : { insecureSkipVerify: true },
  };
}
