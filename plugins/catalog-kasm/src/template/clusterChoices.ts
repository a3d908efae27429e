import type { Config } from '@backstage/config';

/** What the form may offer: the clusters on which deployments may be made, and their domains. */
export interface ClusterChoices {
  clusters: Array<{ name: string; title: string }>;
  domains: string[];
  /** Names of those on which agents may live. */
  agentClusters: string[];
}

/**
 * Reads the names alone. Everything else of `kasm.clusters` is kasm-node's to read and to refuse.
 */
export function clusterChoices(config: Config): ClusterChoices {
  const all = config.getOptionalConfigArray('kasm.clusters') ?? [];
  const withRole = (role: string) =>
    all.filter(cluster =>
      (cluster.getOptionalStringArray('roles') ?? []).includes(role),
    );
  const clusters = withRole('controlPlane');
  return {
    clusters: clusters.map(cluster => ({
      name: cluster.getString('name'),
      title: cluster.getOptionalString('title') ?? cluster.getString('name'),
    })),
    domains: [
      ...new Set(
        clusters.flatMap(
          cluster => cluster.getOptionalStringArray('domains') ?? [],
        ),
      ),
    ],
    agentClusters: withRole('agents').map(cluster => cluster.getString('name')),
  };
}
