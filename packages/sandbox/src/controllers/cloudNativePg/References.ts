import type { ClusterStore, StoredObject } from '../../apiserver/ClusterStore';
import { ownKey, type ReconcileKey } from '../machinery/startReconciler';
import { archiveOf, OBJECT_STORES } from './archivePlace';
import { credentialSecrets } from './facts';
import { enabledPlugins } from './plugins';

/** The Secrets, ObjectStores and plugins a Cluster depends on, as `resource/namespace/name`. */
function referencesOf(store: ClusterStore, cluster: StoredObject): string[] {
  const { namespace, name } = cluster.metadata;
  const { application, superuser } = credentialSecrets(cluster);
  const archive = archiveOf(store, cluster);
  const { barmanObjectName } =
    (cluster.spec.plugins ?? []).find(
      (plugin: { isWALArchiver?: boolean }) => plugin.isWALArchiver,
    )?.parameters ?? {};
  const secrets: Array<string | undefined> = [
    application,
    superuser,
    ...['-ca', '-server', '-replication'].map(end => `${name}${end}`),
    ...(archive && archive.refused === undefined
      ? archive.credentials.map(credential => credential.name)
      : []),
    ...(cluster.spec.managed?.roles ?? []).map(
      (role: { passwordSecret?: { name: string } }) =>
        role.passwordSecret?.name,
    ),
  ];
  return [
    ...[...new Set(secrets)]
      .filter(Boolean)
      .map(secret => `secrets/${namespace}/${secret}`),
    ...(barmanObjectName
      ? [`${OBJECT_STORES}/${namespace}/${barmanObjectName}`]
      : []),
    ...enabledPlugins(cluster).map(plugin => `plugins/${plugin.name}`),
  ];
}

/**
 * Which Clusters take something from a Secret, an ObjectStore or a plugin, so that a change of that
 * concerns only those, however many Clusters there are.
 */
export class References {
  private readonly users = new Map<string, Map<string, ReconcileKey>>();

  constructor(private readonly store: ClusterStore) {}

  /** Remembers what a Cluster takes. What it once took may go on waking it up, which does no harm. */
  note(cluster: StoredObject): void {
    for (const reference of referencesOf(this.store, cluster)) {
      const known = this.users.get(reference) ?? new Map();
      this.users.set(
        reference,
        known.set(cluster.metadata.uid, ownKey(cluster)),
      );
    }
  }

  /** The Clusters that take something from an object. */
  to(resource: string, { metadata }: StoredObject): ReconcileKey[] {
    return this.usersOf(`${resource}/${metadata.namespace}/${metadata.name}`);
  }

  /** The Clusters that want a plugin. */
  toPlugin(name: string): ReconcileKey[] {
    return this.usersOf(`plugins/${name}`);
  }

  private usersOf(reference: string): ReconcileKey[] {
    return [...(this.users.get(reference)?.values() ?? [])];
  }
}
