import { deploymentNames } from '@kasm-portal/backstage-plugin-kasm-common/spec';
import {
  allowsDomain,
  allowsNamespace,
  type ClusterConfig,
} from '@kasm-portal/backstage-plugin-kasm-node';
import type { Candidate } from './Candidate';

/**
 * What a claim asks for beyond what `kasm.clusters[]` allows, as one sentence; undefined when it
 * stays within. Without this a descriptor could turn the portal's eyes to any namespace and its
 * probe to any host.
 *
 * @internal
 */
export function boundsProblem(
  { cluster, descriptor }: Candidate,
  clusters: ClusterConfig[],
): string | undefined {
  const { spec } = descriptor;
  if (spec.cluster !== cluster) {
    return `names cluster "${spec.cluster}", but was found on "${cluster}"`;
  }
  const config = clusters.find(({ name }) => name === cluster);
  if (!config) {
    return `names cluster "${cluster}", which is not in kasm.clusters`;
  }
  if (!config.roles.includes('controlPlane')) {
    return `names cluster "${cluster}", which has not the role controlPlane`;
  }
  const names = deploymentNames(spec);
  for (const namespace of [names.namespace, names.databaseNamespace]) {
    if (!allowsNamespace(config, namespace)) {
      return `names namespace "${namespace}", which kasm.clusters[${cluster}].namespaces does not allow`;
    }
  }
  if (!allowsDomain(config, names.host)) {
    return `names host "${names.host}", which kasm.clusters[${cluster}].domains does not allow`;
  }
  return agentsProblem(spec.agents, config, clusters);
}

function agentsProblem(
  agents: { cluster?: string; namespace?: string },
  config: ClusterConfig,
  clusters: ClusterConfig[],
): string | undefined {
  if (agents.cluster === undefined || agents.namespace === undefined) {
    return undefined;
  }
  const onItself =
    agents.cluster === config.name && config.roles.includes('agents');
  const agentCluster = clusters.find(({ name }) => name === agents.cluster);
  if (
    !agentCluster ||
    (!onItself && !config.agentClusters.includes(agents.cluster))
  ) {
    return `names agent cluster "${agents.cluster}", which kasm.clusters[${config.name}].agentClusters does not allow`;
  }
  return allowsNamespace(agentCluster, agents.namespace)
    ? undefined
    : `names agent namespace "${agents.namespace}", which kasm.clusters[${agents.cluster}].namespaces does not allow`;
}
