import type { Clock } from '../../Clock';
import type { ClusterStore, StoredObject } from '../../apiserver/ClusterStore';
import { timestamp, withCondition } from '../machinery/conditions';
import { elapsedSince } from '../machinery/elapsedSince';
import { recordEvent } from '../machinery/recordEvent';
import { ownKey, startReconciler } from '../machinery/startReconciler';
import { archiver, BARMAN_PLUGIN } from './facts';
import { CLUSTERS } from './writeClusterStatus';

const BACKUPS = 'backups.postgresql.cnpg.io';
/** How long a backup of the sandbox takes. */
const BACKING_UP = 3000;
const WAITING_FOR_CLUSTER = 2000;

/** Plays CloudNativePG's operator for Backups. Returns the function that ends it. */
export function startBackups(store: ClusterStore, clock: Clock): () => void {
  const reconciler = startReconciler(
    clock,
    [{ store, resource: BACKUPS }],
    (key, { lookAfter }) => {
      const backup = store.get(BACKUPS, key.namespace, key.name);
      if (!backup || ['completed', 'failed'].includes(backup.status?.phase)) {
        return;
      }
      const cluster = store.get(
        CLUSTERS,
        key.namespace,
        backup.spec.cluster.name,
      );
      const tell = (reason: string, message: string, type?: 'Warning') =>
        recordEvent(store, clock, backup, {
          type,
          reason,
          message,
          source: 'cloudnative-pg-backup',
        });
      if (!cluster?.status?.currentPrimary) {
        write(store, backup, { phase: 'pending' });
        lookAfter(ownKey(backup), WAITING_FOR_CLUSTER);
        return;
      }
      const refusal = refusalOf(backup, cluster);
      if (refusal) {
        write(store, backup, { phase: 'failed', error: refusal });
        condition(store, clock, cluster, 'False', 'LastBackupFailed', refusal);
        tell('Failed', refusal, 'Warning');
        return;
      }
      const startedAt = backup.status?.startedAt;
      const elapsed = elapsedSince(clock, startedAt);
      if (!startedAt) {
        const { readyInstances, instancesStatus, currentPrimary } =
          cluster.status;
        const standby =
          readyInstances > 1
            ? instancesStatus.healthy.find(
                (name: string) => name !== currentPrimary,
              )
            : currentPrimary;
        write(store, backup, {
          phase: 'running',
          method: backup.spec.method ?? 'barmanObjectStore',
          startedAt: timestamp(clock.now()),
          instanceID: { podName: standby },
          majorVersion: cluster.status.pgDataImageInfo?.majorVersion,
        });
        condition(
          store,
          clock,
          cluster,
          'False',
          'BackupStarted',
          'New Backup starting up',
        );
        tell(
          'Starting',
          `Starting backup for cluster ${cluster.metadata.name}`,
        );
        lookAfter(ownKey(backup), BACKING_UP);
      } else if (elapsed < BACKING_UP) {
        lookAfter(ownKey(backup), BACKING_UP - elapsed);
      } else {
        complete(store, clock, backup, cluster);
        tell('Completed', 'Backup completed');
      }
    },
  );
  return reconciler.stop;
}

function write(store: ClusterStore, backup: StoredObject, fields: object) {
  store.updateStatus(
    BACKUPS,
    backup.metadata.namespace,
    backup.metadata.name,
    status => Object.assign(status, fields),
  );
}

function condition(
  store: ClusterStore,
  clock: Clock,
  cluster: StoredObject,
  status: 'True' | 'False',
  reason: string,
  message: string,
) {
  store.updateStatus(
    CLUSTERS,
    cluster.metadata.namespace,
    cluster.metadata.name,
    current => {
      current.conditions = withCondition(
        current.conditions,
        { type: 'LastBackupSucceeded', status, reason, message },
        clock.now(),
      );
    },
  );
}

/** Why a backup cannot be taken. */
export function refusalOf(
  backup: StoredObject,
  cluster: StoredObject,
): string | undefined {
  const method = backup.spec.method ?? 'barmanObjectStore';
  if (method === 'plugin') {
    const plugin = backup.spec.pluginConfiguration?.name;
    return (cluster.spec.plugins ?? []).some(
      (each: { name: string }) => each.name === plugin,
    )
      ? undefined
      : `requested plugin is not available: ${plugin ?? ''}`;
  }
  return cluster.spec.backup?.[method]
    ? undefined
    : `cannot proceed with the backup as the cluster has no ${method} section`;
}

function complete(
  store: ClusterStore,
  clock: Clock,
  backup: StoredObject,
  cluster: StoredObject,
) {
  const now = timestamp(clock.now());
  const id = now.replace(/[-:Z]/g, '');
  const plugin = archiver(cluster);
  const serverName = plugin?.parameters?.serverName ?? cluster.metadata.name;
  write(store, backup, {
    phase: 'completed',
    stoppedAt: now,
    backupId: id,
    backupName: `backup-${id.replace('T', '')}`,
    beginWal: '000000010000000000000004',
    endWal: '000000010000000000000004',
    beginLSN: '0/4000028',
    endLSN: '0/4000120',
    serverName,
    online: true,
  });
  condition(
    store,
    clock,
    cluster,
    'True',
    'LastBackupSucceeded',
    'Backup was successful',
  );
  if (backup.spec.pluginConfiguration?.name === BARMAN_PLUGIN) {
    recordWindow(
      store,
      cluster.metadata.namespace!,
      plugin?.parameters?.barmanObjectName,
      serverName,
      now,
    );
  }
}

/** The plugin tells what can be recovered in its ObjectStore, not in the Cluster. */
function recordWindow(
  store: ClusterStore,
  namespace: string,
  objectStore: string | undefined,
  serverName: string,
  now: string,
) {
  if (!objectStore) {
    return;
  }
  store.updateStatus(
    'objectstores.barmancloud.cnpg.io',
    namespace,
    objectStore,
    status => {
      const window = status.serverRecoveryWindow?.[serverName] ?? {};
      status.serverRecoveryWindow = {
        ...status.serverRecoveryWindow,
        [serverName]: {
          firstRecoverabilityPoint: now,
          ...window,
          lastSuccessfulBackupTime: now,
        },
      };
    },
  );
}
