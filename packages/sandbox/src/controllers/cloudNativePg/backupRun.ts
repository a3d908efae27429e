import type { StoredObject } from '../../apiserver/ClusterStore';
import { placeOf } from '../Disturbances';
import { archiveOf, OBJECT_STORES, type ArchivePlace } from './archivePlace';
import { storeProblem } from './archiveState';
import type { DatabaseWorld } from './DatabaseWorld';
import { enabledPlugins } from './plugins';

export const BACKUPS = 'backups.postgresql.cnpg.io';

const DAY = 86_400_000;
const PERIODS: Record<string, number> = { d: DAY, w: 7 * DAY, m: 30 * DAY };

/** Why a Backup can never be taken: what it asks for does not fit the Cluster. */
export function refusalOf(
  { spec }: StoredObject,
  cluster: StoredObject,
): string | undefined {
  const method = spec.method ?? 'barmanObjectStore';
  if (method === 'plugin') {
    const plugin = spec.pluginConfiguration?.name;
    return enabledPlugins(cluster).some(({ name }) => name === plugin)
      ? undefined
      : `requested plugin is not available: ${plugin ?? ''}`;
  }
  if (method === 'volumeSnapshot') {
    return 'cannot proceed with the backup as the Kubernetes cluster has no VolumeSnapshot support';
  }
  return cluster.spec.backup?.barmanObjectStore
    ? undefined
    : 'no barmanObjectStore section defined on the target cluster';
}

/** Where a Backup goes to, and what is in the way now. */
export function destination(
  world: DatabaseWorld,
  cluster: StoredObject,
): { archive?: ArchivePlace; problem?: string } {
  const found = archiveOf(world.store, cluster);
  if (!found) {
    return { problem: 'no object store is configured' };
  }
  const problem =
    storeProblem(world, cluster, found) ??
    world.disturbances.failingBackups.get(placeOf(cluster));
  return found.refused === undefined
    ? { archive: found, problem }
    : { problem };
}

/** The instance a backup is taken from: a replica, unless there is none or the primary is asked for. */
export function backupTarget(
  backup: StoredObject,
  cluster: StoredObject,
): string {
  const { currentPrimary, instancesStatus } = cluster.status;
  const target = backup.spec.target ?? cluster.spec.backup?.target;
  const standby = (instancesStatus?.healthy ?? []).find(
    (name: string) => name !== currentPrimary,
  );
  return target === 'primary' || !standby ? currentPrimary : standby;
}

/** What the policy leaves: everything that is young enough, and always the newest. */
export function kept<T extends { at: Date }>(
  backups: T[],
  policy: string | undefined,
  now: Date,
): T[] {
  const match = /^([1-9][0-9]*)([dwm])$/.exec(policy ?? '');
  if (!match) {
    return backups;
  }
  const oldest = now.getTime() - Number(match[1]) * PERIODS[match[2]];
  // The last one before the window is what its first moment is recovered from.
  const first = backups.filter(({ at }) => at.getTime() <= oldest).length - 1;
  return backups.slice(Math.max(0, first));
}

/** The plugin tells what can be recovered in its ObjectStore, not in the Cluster. */
export function writeWindow(
  { store }: DatabaseWorld,
  { metadata }: StoredObject,
  { objectStore, serverName }: ArchivePlace,
  fields: {
    firstRecoverabilityPoint?: string;
    lastSuccessfulBackupTime?: string;
    lastFailedBackupTime?: string;
  },
): void {
  if (objectStore) {
    store.updateStatus(
      OBJECT_STORES,
      metadata.namespace,
      objectStore,
      status => {
        status.serverRecoveryWindow = {
          ...status.serverRecoveryWindow,
          [serverName]: {
            ...status.serverRecoveryWindow?.[serverName],
            ...fields,
          },
        };
      },
    );
  }
}
