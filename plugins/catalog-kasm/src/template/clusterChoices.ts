import type { Config } from '@backstage/config';

/** What the form may offer: the clusters on which deployments may be made, and their domains. */
export interface ClusterChoices {
  clusters: Array<{ name: string; title: string }>;
  domains: string[];
}

/**
 * Reads the names alone. Everything else of `kasm.clusters` is kasm-node's to read and to refuse.
 */
export function clusterChoices(config: Config): ClusterChoices {
  const clusters = (
    config.getOptionalConfigArray('kasm.clusters') ?? []
  ).filter(cluster =>
    (cluster.getOptionalStringArray('roles') ?? []).includes('controlPlane'),
  );
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
  };
}
