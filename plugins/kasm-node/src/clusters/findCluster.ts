import { InputError } from '@backstage/errors';
import type { ClusterConfig, KasmConfig } from './KasmConfig';

/**
 * The cluster of that name.
 *
 * @throws InputError naming the known clusters
 * @public
 */
export function findCluster(
  config: Pick<KasmConfig, 'clusters'>,
  name: string,
): ClusterConfig {
  const found = config.clusters.find(cluster => cluster.name === name);
  if (found) return found;
  const known = config.clusters.map(cluster => cluster.name).join(', ');
  throw new InputError(
    `There is no cluster "${name}"; use one of: ${
      known || '(none is configured in kasm.clusters)'
    }`,
  );
}
