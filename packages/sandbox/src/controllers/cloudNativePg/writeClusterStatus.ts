import type { ClusterStore, StoredObject } from '../../apiserver/ClusterStore';
import { equal } from '../../apiserver/store/json';
import { archiveOf } from './archivePlace';
import { archivingFailure } from './archiveState';
import { clusterConditions, type Told } from './clusterConditions';
import { countedStatus } from './countedStatus';
import type { DatabaseWorld } from './DatabaseWorld';
import { CLUSTERS, credentialSecrets, type Instance } from './facts';
import { managedRolesStatus } from './managedRoles';
import type { Phase } from './phases';
import { pluginStatus } from './plugins';

/** Writes some fields of a Cluster's status and returns the Cluster as it is then. Undefined ones go. */
export function writeFields(
  store: ClusterStore,
  cluster: StoredObject,
  fields: object,
): StoredObject {
  const { namespace, name } = cluster.metadata;
  const now = store.get(CLUSTERS, namespace, name) ?? cluster;
  // Most looks at a Cluster change nothing.
  const changed = Object.entries(fields).filter(
    ([field, value]) => !equal(now.status?.[field], value),
  );
  if (changed.length === 0) {
    return now;
  }
  return store.updateStatus(CLUSTERS, namespace, name, status => {
    for (const [field, value] of changed) {
      if (value === undefined) {
        delete status[field];
      } else {
        status[field] = value;
      }
    }
  })!;
}

/** The versions of the Secrets the passwords were taken from: absent when a Secret is missing. */
function secretVersions(store: ClusterStore, cluster: StoredObject) {
  const { namespace, name } = cluster.metadata;
  const named = credentialSecrets(cluster);
  const version = (secret: string) =>
    store.get('secrets', namespace, secret)?.metadata.resourceVersion;
  return {
    applicationSecretVersion: version(named.application),
    superuserSecretVersion: cluster.spec.enableSuperuserAccess
      ? version(named.superuser)
      : undefined,
    clientCaSecretVersion: version(`${name}-ca`),
    replicationSecretVersion: version(`${name}-replication`),
    serverCaSecretVersion: version(`${name}-ca`),
    serverSecretVersion: version(`${name}-server`),
  };
}

/** Writes everything of the status that is counted rather than decided. */
export function writeClusterStatus(
  world: DatabaseWorld,
  cluster: StoredObject,
  instances: Instance[],
  { phase, phaseReason }: Phase,
  hibernation?: Told['hibernation'],
) {
  const { store, clock } = world;
  const { namespace, name } = cluster.metadata;
  const current = store.get(CLUSTERS, namespace, name) ?? cluster;
  const now = clock.now();
  const archiving = archiveOf(store, cluster)
    ? { failure: archivingFailure(world, cluster) }
    : undefined;
  const plugins = pluginStatus(cluster);
  writeFields(store, cluster, {
    ...countedStatus(current, instances, now),
    phase,
    phaseReason,
    conditions: clusterConditions(
      current,
      { phase, archiving, hibernation },
      now,
    ),
    secretsResourceVersion: secretVersions(store, cluster),
    managedRolesStatus: managedRolesStatus(store, cluster),
    pluginStatus: plugins.length > 0 ? plugins : undefined,
  });
}
