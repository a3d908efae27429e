import type { Clock } from '../../Clock';
import type { ClusterStore, StoredObject } from '../../apiserver/ClusterStore';
import {
  clusterConditions,
  countedStatus,
  PHASE,
  type Phase,
} from './clusterStatus';
import { credentialSecrets, type Instance } from './facts';

export const CLUSTERS = 'clusters.postgresql.cnpg.io';

/** Writes some fields of a Cluster's status and returns the Cluster as it is then. */
export function writeFields(
  store: ClusterStore,
  cluster: StoredObject,
  fields: object,
): StoredObject {
  return store.updateStatus(
    CLUSTERS,
    cluster.metadata.namespace,
    cluster.metadata.name,
    status => Object.assign(status, fields),
  )!;
}

/** The versions of the Secrets the passwords were taken from: absent when a Secret is missing. */
function secretVersions(store: ClusterStore, cluster: StoredObject) {
  const { namespace, name } = cluster.metadata;
  const named = credentialSecrets(cluster);
  const version = (secret: string) =>
    store.get('secrets', namespace, secret)?.metadata.resourceVersion;
  return Object.fromEntries(
    Object.entries({
      applicationSecretVersion: version(named.application),
      superuserSecretVersion: cluster.spec.enableSuperuserAccess
        ? version(named.superuser)
        : undefined,
      clientCaSecretVersion: version(`${name}-ca`),
      replicationSecretVersion: version(`${name}-replication`),
      serverCaSecretVersion: version(`${name}-ca`),
      serverSecretVersion: version(`${name}-server`),
    }).filter(([, value]) => value !== undefined),
  );
}

/** Writes everything of the status that is counted rather than decided. */
export function writeClusterStatus(
  store: ClusterStore,
  clock: Clock,
  cluster: StoredObject,
  instances: Instance[],
  { phase, phaseReason }: Phase,
) {
  const { namespace, name } = cluster.metadata;
  const plugins = (cluster.spec.plugins ?? []).filter(
    (plugin: { enabled?: boolean }) => plugin.enabled !== false,
  );
  store.updateStatus(CLUSTERS, namespace, name, status => {
    const conditions = clusterConditions(
      { ...cluster, status },
      phase,
      clock.now(),
    );
    Object.assign(status, countedStatus({ ...cluster, status }, instances), {
      phase,
      phaseReason,
      conditions,
      secretsResourceVersion: secretVersions(store, cluster),
      ...(plugins.length > 0 && phase !== PHASE.unknownPlugin
        ? {
            pluginStatus: plugins.map((plugin: { name: string }) => ({
              name: plugin.name,
              version: '0.14.0',
              capabilities: ['TYPE_BACKUP_SERVICE', 'TYPE_WAL_SERVICE'],
            })),
          }
        : {}),
    });
    if (!phaseReason) {
      delete status.phaseReason;
    }
  });
}
