import { descriptorName } from '../names';
import type { DeploymentDescriptor } from '../spec/descriptor';
import { DESCRIPTOR_KEY } from '../spec/descriptorKey';
import { deploymentLabels } from './labels';
import type { Manifest } from './Manifest';

/**
 * ConfigMap that makes a deployment known to the portal.
 *
 * @public
 */
export function descriptorConfigMap(
  descriptor: DeploymentDescriptor,
  systemNamespace: string,
): Manifest {
  const { name } = descriptor.spec;
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: {
      name: descriptorName(name),
      namespace: systemNamespace,
      labels: deploymentLabels(name),
    },
    data: { [DESCRIPTOR_KEY]: JSON.stringify(descriptor, null, 2) },
  };
}
