import type { DeploymentNames } from '@kasm-portal/backstage-plugin-kasm-common/spec';
import {
  resources,
  type KubeObject,
} from '@kasm-portal/backstage-plugin-kasm-node';
import type { RunContext } from '../run/RunContext';
import { isKubeError } from '../run/StepFailure';
import { describeObject } from '../run/WriteRecord';
import type { OtherDeployment } from './otherDeployments';

interface Plugin {
  parameters?: { barmanObjectName?: string };
}

interface DatabaseSpec {
  externalClusters?: Array<{
    name?: string;
    connectionParameters?: { host?: string };
    plugin?: Plugin;
  }>;
  bootstrap?: { recovery?: { backup?: { name?: string } } };
  plugins?: Plugin[];
}

/** Who would lose something with this deployment's database; one clause each. */
export async function databaseReferences(
  run: RunContext,
  others: readonly OtherDeployment[],
): Promise<string[]> {
  const { databaseNamespace: namespace, databaseCluster } = run.names;
  const [clusters, backups] = await Promise.all([
    listIn(run, resources.databaseClusters, namespace),
    listIn(run, resources.backups, namespace),
  ]);
  const ownBackups = new Set(
    backups
      .filter(
        ({ spec }) =>
          (spec as { cluster?: { name?: string } } | undefined)?.cluster
            ?.name === databaseCluster,
      )
      .map(({ metadata }) => metadata.name),
  );
  return [
    ...others
      .filter(
        ({ names }) =>
          names.databaseNamespace === namespace &&
          names.databaseCluster === databaseCluster,
      )
      .map(({ name }) => `the deployment ${name} uses it`),
    ...clusters
      .filter(({ metadata }) => metadata.name !== databaseCluster)
      .filter(({ spec }) =>
        refersTo((spec ?? {}) as DatabaseSpec, run.names, ownBackups),
      )
      .map(
        ({ metadata }) =>
          `${describeObject({
            kind: 'Cluster',
            namespace,
            name: metadata.name,
          })} was made from it or follows it`,
      ),
  ];
}

/** Whether a Cluster's spec needs ours, its archive or one of its backups. */
export function refersTo(
  spec: DatabaseSpec,
  { databaseCluster, databaseNamespace, objectStore }: DeploymentNames,
  ownBackups: ReadonlySet<string>,
): boolean {
  const stores = [
    ...(spec.externalClusters ?? []).map(({ plugin }) => plugin),
    ...(spec.plugins ?? []),
  ].map(plugin => plugin?.parameters?.barmanObjectName);
  const hosts = (spec.externalClusters ?? []).map(
    ({ connectionParameters }) => connectionParameters?.host ?? '',
  );
  const services = ['rw', 'ro', 'r'].map(kind => `${databaseCluster}-${kind}`);
  return (
    stores.includes(objectStore) ||
    ownBackups.has(spec.bootstrap?.recovery?.backup?.name ?? '') ||
    hosts.some(host =>
      services.some(
        service =>
          host === service ||
          host.startsWith(`${service}.${databaseNamespace}`),
      ),
    )
  );
}

async function listIn(
  { client, signal }: RunContext,
  resource: (typeof resources)['databaseClusters' | 'backups'],
  namespace: string,
): Promise<KubeObject[]> {
  try {
    return (await client.list(resource, { namespace, signal })).items;
  } catch (error) {
    if (isKubeError(error, 'notFound')) {
      return [];
    }
    throw error;
  }
}
