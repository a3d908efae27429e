import type { ClusterStore, StoredObject } from '../../apiserver/ClusterStore';
import { OPERATOR_NAMESPACE } from './operator';

export const BARMAN_PLUGIN = 'barman-cloud.cloudnative-pg.io';

/** A plugin as a Cluster asks for it. */
export interface PluginWish {
  name: string;
  enabled?: boolean;
  isWALArchiver?: boolean;
  parameters?: Record<string, string>;
}

/** The plugins a Cluster asks for. */
export function enabledPlugins(cluster: StoredObject): PluginWish[] {
  return ((cluster.spec.plugins ?? []) as PluginWish[]).filter(
    plugin => plugin.enabled !== false,
  );
}

/** The plugin that archives WAL, when one is asked for. */
export function archiver(cluster: StoredObject): PluginWish | undefined {
  return enabledPlugins(cluster).find(plugin => plugin.isWALArchiver);
}

/** The plugin Services by the name of their plugin: the operator finds plugins by a label. */
function installedPlugins(store: ClusterStore): Set<string | undefined> {
  return new Set(
    store
      .list('services', { namespace: OPERATOR_NAMESPACE })
      .map(service => service.metadata.labels?.['cnpg.io/pluginName']),
  );
}

/** A plugin the Cluster wants, for itself or for what it is recovered from, and the operator does not have. */
export function unknownPlugin(
  store: ClusterStore,
  cluster: StoredObject,
): string | undefined {
  const wanted = [
    ...enabledPlugins(cluster),
    ...(cluster.spec.externalClusters ?? []).flatMap(
      (external: { plugin?: PluginWish }) => external.plugin ?? [],
    ),
  ].map(({ name }) => name);
  if (wanted.length === 0) {
    return undefined;
  }
  const known = installedPlugins(store);
  return wanted.find(name => !known.has(name));
}

/** What the operator tells of the plugins of a Cluster. */
export function pluginStatus(cluster: StoredObject) {
  return enabledPlugins(cluster).map(({ name }) => ({
    name,
    version: '0.14.0',
    capabilities: [
      'TYPE_RECONCILER_HOOKS',
      'TYPE_WAL_SERVICE',
      'TYPE_BACKUP_SERVICE',
      'TYPE_INSTANCE_SIDECAR_INJECTION',
      'TYPE_INSTANCE_JOB_SIDECAR_INJECTION',
    ],
    operatorCapabilities: ['TYPE_DEREGISTER'],
    walCapabilities: ['TYPE_RESTORE_WAL', 'TYPE_ARCHIVE_WAL'],
    backupCapabilities: ['TYPE_BACKUP'],
    restoreJobHookCapabilities: ['KIND_RESTORE'],
  }));
}
