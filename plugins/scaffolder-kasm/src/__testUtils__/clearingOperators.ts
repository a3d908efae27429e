import type { InMemoryCluster, Reaction } from './InMemoryCluster';

/** The helm-controller: takes away what it installed. */
export const uninstalls: Reaction = ({ kind, metadata, spec }, cluster) => {
  if (kind === 'HelmChart') {
    const { name } = metadata;
    const { targetNamespace } = spec as { targetNamespace: string };
    clear(
      cluster,
      targetNamespace,
      object =>
        object.labels?.['app.kubernetes.io/instance'] === name ||
        object.name === `${name}-db-init-job`,
    );
    cluster.objects.delete(`Job/${metadata.namespace}/helm-install-${name}`);
  }
};

/** CloudNativePG and the garbage collector. */
export const dropsDatabase: Reaction = ({ kind, metadata }, cluster) => {
  if (kind === 'Cluster') {
    clear(
      cluster,
      metadata.namespace!,
      object => object.labels?.['cnpg.io/cluster'] === metadata.name,
    );
  }
};

/** Everything goes that has to. */
export const clearing: Reaction[] = [uninstalls, dropsDatabase];

function clear(
  cluster: InMemoryCluster,
  namespace: string,
  goes: (metadata: {
    name: string;
    labels?: Record<string, string>;
  }) => boolean,
): void {
  for (const [key, { metadata }] of cluster.objects) {
    if (metadata.namespace === namespace && goes(metadata)) {
      cluster.objects.delete(key);
    }
  }
}
