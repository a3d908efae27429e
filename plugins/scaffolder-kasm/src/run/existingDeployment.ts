import { ConflictError, NotFoundError } from '@backstage/errors';
import {
  deploymentRef,
  DEPLOYMENT_LABEL,
  descriptorName,
} from '@kasm-portal/backstage-plugin-kasm-common';
import {
  parseDescriptor,
  type DeploymentDescriptor,
} from '@kasm-portal/backstage-plugin-kasm-common/spec';
import {
  findCluster,
  resources,
  type KubeObject,
} from '@kasm-portal/backstage-plugin-kasm-node';
import type { Started } from './kasmAction';
import { reasonOf, StepFailure } from './StepFailure';
import { refusing, withoutStack } from './withoutStack';
import { read } from './writing';

type Looking = Pick<Started, 'config' | 'clients' | 'signal'>;
type Wanted = { cluster: string; name: string };

/**
 * The descriptor of a deployment that is to be changed. What a deployment is, the descriptor says and
 * nobody else: not the catalog, and not the input.
 *
 * @throws NotFoundError when there is none, ConflictError when it is not ours or cannot be read
 */
export async function existingDeployment(
  started: Looking,
  wanted: Wanted,
): Promise<DeploymentDescriptor> {
  const descriptor = await findDeployment(started, wanted);
  if (!descriptor) {
    const { cluster, name } = wanted;
    throw withoutStack(
      new NotFoundError(
        `There is no deployment ${deploymentRef(
          cluster,
          name,
        )}: cluster ${cluster} has no ConfigMap ${
          findCluster(started.config, cluster).systemNamespace
        }/${descriptorName(
          name,
        )}. A deployment keeps its name for life; create one with kasm:deployment:create`,
      ),
    );
  }
  return descriptor;
}

/**
 * The same, or undefined when there is none: before a create wrote anything, and after a removal.
 *
 * @throws ConflictError when it is not ours or cannot be read
 */
export async function findDeployment(
  { config, clients, signal }: Looking,
  { cluster: clusterName, name }: Wanted,
): Promise<DeploymentDescriptor | undefined> {
  const cluster = refusing(() => findCluster(config, clusterName));
  const ref = deploymentRef(clusterName, name);
  const client = clients.client(cluster.name);
  const place = `ConfigMap ${cluster.systemNamespace}/${descriptorName(name)}`;
  let map: KubeObject | undefined;
  try {
    map = await read(
      { client, signal },
      resources.configMaps,
      descriptorName(name),
      cluster.systemNamespace,
    );
  } catch (error) {
    signal.throwIfAborted();
    throw withoutStack(
      new StepFailure(
        `${place} could not be read in cluster ${cluster.name}: ${reasonOf(
          error,
        )}. Nothing was changed`,
      ),
    );
  }
  if (!map) {
    return undefined;
  }
  const parsed = parseDescriptor(map.data as Record<string, string>);
  if ('problem' in parsed) {
    throw withoutStack(
      new ConflictError(
        `${place} cannot be read (${parsed.problem}): correct it first`,
      ),
    );
  }
  const { spec } = parsed.descriptor;
  if (
    map.metadata.labels?.[DEPLOYMENT_LABEL] !== name ||
    spec.name !== name ||
    spec.cluster !== clusterName
  ) {
    throw withoutStack(
      new ConflictError(
        `${place} is not the descriptor of ${ref}: it speaks of ${spec.cluster}/${spec.name}, or its label ${DEPLOYMENT_LABEL} does`,
      ),
    );
  }
  return parsed.descriptor;
}
