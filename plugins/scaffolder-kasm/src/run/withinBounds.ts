import { InputError } from '@backstage/errors';
import type {
  DeploymentNames,
  KasmDeploymentSpec,
} from '@kasm-portal/backstage-plugin-kasm-common/spec';
import {
  allowsDomain,
  allowsNamespace,
  findCluster,
  type ClusterConfig,
  type KasmConfig,
} from '@kasm-portal/backstage-plugin-kasm-node';

/**
 * Checks that a spec stays within what the configuration allows on its cluster.
 *
 * @returns the cluster's configuration
 * @throws InputError that lists every violation, or names the known clusters
 */
export function withinBounds(
  config: KasmConfig,
  spec: KasmDeploymentSpec,
  names: DeploymentNames,
): ClusterConfig {
  const cluster = findCluster(config, spec.cluster);
  const problems = [
    ...(cluster.roles.includes('controlPlane')
      ? []
      : [`cluster: ${cluster.name} has not the role controlPlane`]),
    ...namespaceProblem(cluster, 'namespace', names.namespace),
    ...namespaceProblem(cluster, 'database.namespace', names.databaseNamespace),
    ...(allowsDomain(cluster, names.host)
      ? []
      : [
          `domain: ${names.host} is not below a domain of cluster ${
            cluster.name
          } (${cluster.domains.join(', ')})`,
        ]),
    ...agentProblems(config, cluster, spec),
  ];
  if (problems.length > 0) {
    throw new InputError(
      `The configuration does not allow this: ${problems.join('; ')}`,
    );
  }
  return cluster;
}

function namespaceProblem(
  cluster: ClusterConfig,
  field: string,
  namespace: string,
): string[] {
  return allowsNamespace(cluster, namespace)
    ? []
    : [
        `${field}: ${namespace} is not one that cluster ${
          cluster.name
        } allows (${cluster.namespaces.join(
          ', ',
        )}; never kube-* nor the portal's own ${cluster.systemNamespace})`,
      ];
}

function agentProblems(
  config: KasmConfig,
  cluster: ClusterConfig,
  { agents }: KasmDeploymentSpec,
): string[] {
  if (!agents.cluster || !agents.namespace) {
    return [];
  }
  const place = config.clusters.find(({ name }) => name === agents.cluster);
  const onItself = place === cluster && cluster.roles.includes('agents');
  if (!place || !(onItself || cluster.agentClusters.includes(place.name))) {
    return [
      `agents.cluster: ${agents.cluster} is not one of cluster ${
        cluster.name
      }'s agent clusters (${cluster.agentClusters.join(', ') || 'none'})`,
    ];
  }
  return namespaceProblem(place, 'agents.namespace', agents.namespace);
}
