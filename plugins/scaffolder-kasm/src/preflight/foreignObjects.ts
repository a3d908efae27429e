import { DEPLOYMENT_LABEL } from '@kasm-portal/backstage-plugin-kasm-common';
import { resources } from '@kasm-portal/backstage-plugin-kasm-node';
import type { RunContext } from '../run/RunContext';
import { read } from '../run/writing';

/**
 * A database or a Helm release that is there without a descriptor: somebody else's, or what an
 * earlier deployment left. Initialising over it would destroy data.
 */
export async function foreignObjects(
  context: RunContext,
  described: boolean,
): Promise<string[]> {
  const { names, spec, client, signal } = context;
  const [database, { items: deployments }] = await Promise.all([
    read(
      context,
      resources.databaseClusters,
      names.databaseCluster,
      names.databaseNamespace,
    ),
    client.list(resources.deployments, {
      namespace: names.namespace,
      labelSelector: 'app.kubernetes.io/part-of=kasm',
      signal,
    }),
  ]);
  const problems: string[] = [];
  const owner = database?.metadata.labels?.[DEPLOYMENT_LABEL];
  if (database && !(described && owner === spec.name)) {
    problems.push(
      `a database ${names.databaseNamespace}/${names.databaseCluster} is already there and may hold data of somebody else: choose another name`,
    );
  }
  const release = deployments
    .map(({ metadata }) => metadata.labels?.['app.kubernetes.io/instance'])
    .find(instance => !described || instance !== names.release);
  if (deployments.length > 0 && (!described || release !== undefined)) {
    problems.push(
      `namespace ${names.namespace} already has a Kasm of release ${
        release ?? 'unknown'
      }: there can be one in a namespace`,
    );
  }
  return problems;
}
