import type { ClusterStore, StoredObject } from '../../apiserver/ClusterStore';
import { archiver, type PluginWish } from './plugins';

export const OBJECT_STORES = 'objectstores.barmancloud.cnpg.io';

/** Where a Cluster is archived to. */
export interface ArchivePlace {
  /** Path and server name, as one text. */
  place: string;
  serverName: string;
  /** The ObjectStore's name, when the plugin does it. */
  objectStore?: string;
  destinationPath: string;
  endpointURL?: string;
  retentionPolicy?: string;
  /** Keys of Secrets that must be there. */
  credentials: Array<{ name: string; key: string }>;
}

/** A place, or why it cannot be found; undefined when nothing is archived. */
export type FoundArchive =
  | (ArchivePlace & { refused?: undefined })
  | { refused: string };

function placeOf(
  configuration: any,
  serverName: string,
  more: { objectStore?: string; retentionPolicy?: string },
): ArchivePlace {
  const { destinationPath, endpointURL, s3Credentials = {} } = configuration;
  const credentials = ['accessKeyId', 'secretAccessKey', 'sessionToken']
    .map(key => s3Credentials[key])
    .filter(Boolean);
  return {
    place: [endpointURL ?? '', destinationPath, serverName].join(' '),
    serverName,
    destinationPath,
    endpointURL,
    credentials,
    ...more,
  };
}

function placeOfPlugin(
  store: ClusterStore,
  { metadata }: StoredObject,
  { parameters = {} }: PluginWish,
): FoundArchive {
  const { barmanObjectName, serverName = metadata.name } = parameters;
  const found = store.get(
    OBJECT_STORES,
    metadata.namespace,
    barmanObjectName ?? '',
  );
  return found
    ? placeOf(found.spec.configuration, serverName, {
        objectStore: barmanObjectName,
        retentionPolicy: found.spec.retentionPolicy,
      })
    : {
        refused: `${OBJECT_STORES} "${barmanObjectName ?? ''}" not found`,
      };
}

/** Where a Cluster archives its WAL: by the plugin, or by the operator's own support. */
export function archiveOf(
  store: ClusterStore,
  cluster: StoredObject,
): FoundArchive | undefined {
  const plugin = archiver(cluster);
  if (plugin) {
    return placeOfPlugin(store, cluster, plugin);
  }
  const { barmanObjectStore, retentionPolicy } = cluster.spec.backup ?? {};
  return barmanObjectStore
    ? placeOf(
        barmanObjectStore,
        barmanObjectStore.serverName ?? cluster.metadata.name,
        { retentionPolicy },
      )
    : undefined;
}

/** What a Cluster is recovered from: an external cluster by name, in either form. */
export function recoverySource(
  store: ClusterStore,
  cluster: StoredObject,
): FoundArchive | undefined {
  const { source, backup } = cluster.spec.bootstrap?.recovery ?? {};
  if (backup?.name) {
    const taken = store.get(
      'backups.postgresql.cnpg.io',
      cluster.metadata.namespace,
      backup.name,
    );
    return taken?.status?.phase === 'completed'
      ? placeOf(taken.status, taken.status.serverName, {})
      : undefined;
  }
  const external = (cluster.spec.externalClusters ?? []).find(
    (each: { name: string }) => each.name === source,
  );
  if (external?.plugin) {
    return placeOfPlugin(store, cluster, external.plugin);
  }
  return external?.barmanObjectStore
    ? placeOf(
        external.barmanObjectStore,
        external.barmanObjectStore.serverName ?? external.name,
        {},
      )
    : undefined;
}
