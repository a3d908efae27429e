import { deploymentNames } from '../spec/deploymentNames';
import type { KasmDeploymentSpec } from '../spec/KasmDeploymentSpec';
import { deploymentLabels } from './labels';
import type { Manifest } from './Manifest';

/** X.509 allows no longer common name. */
const COMMON_NAME_LIMIT = 64;

/**
 * Certificate of the public host. The common name is written where it fits, because a Vault role
 * refuses requests without one by default.
 *
 * @public
 */
export function certificate(spec: KasmDeploymentSpec): Manifest {
  const names = deploymentNames(spec);
  return {
    apiVersion: 'cert-manager.io/v1',
    kind: 'Certificate',
    metadata: {
      name: names.tlsSecret,
      namespace: names.namespace,
      labels: deploymentLabels(spec.name),
    },
    spec: {
      secretName: names.tlsSecret,
      ...(names.host.length <= COMMON_NAME_LIMIT && { commonName: names.host }),
      dnsNames: [names.host],
      issuerRef: {
        group: 'cert-manager.io',
        kind: 'ClusterIssuer',
        name: spec.certificate.issuer,
      },
      duration: spec.certificate.duration,
      renewBefore: spec.certificate.renewBefore,
    },
  };
}
