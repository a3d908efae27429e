import type { StoredObject } from '../../apiserver/ClusterStore';
import { timestamp, withCondition } from '../machinery/conditions';
import { recordEvent } from '../machinery/recordEvent';
import { BACKUPS, backupTarget } from './backupRun';
import type { DatabaseWorld } from './DatabaseWorld';
import { CLUSTERS } from './facts';

/** A Backup begins on one of the instances. */
export function beginBackup(
  world: DatabaseWorld,
  backup: StoredObject,
  cluster: StoredObject,
) {
  const { store, clock } = world;
  const podName = backupTarget(backup, cluster);
  const pod = store.get('pods', cluster.metadata.namespace, podName);
  writeBackup(world, backup, {
    phase: 'running',
    method: backup.spec.method ?? 'barmanObjectStore',
    startedAt: timestamp(clock.now()),
    instanceID: {
      podName,
      ContainerID: pod?.status?.containerStatuses?.[0]?.containerID ?? '',
    },
    majorVersion: cluster.status.pgDataImageInfo?.majorVersion,
  });
  noteInCluster(
    world,
    cluster,
    'False',
    'BackupStarted',
    'New Backup starting up',
  );
  recordEvent(store, clock, backup, {
    reason: 'Starting',
    message: `Starting backup for cluster ${cluster.metadata.name}`,
    source: 'cloudnative-pg-backup',
  });
}

/** A Backup is done. */
export function praiseBackup(
  world: DatabaseWorld,
  backup: StoredObject,
  cluster: StoredObject,
) {
  const { store, clock } = world;
  noteInCluster(
    world,
    cluster,
    'True',
    'LastBackupSucceeded',
    'Backup was successful',
  );
  recordEvent(store, clock, backup, {
    reason: 'Completed',
    message: 'Backup completed',
    source: 'cloudnative-pg-backup',
  });
}

/** A Backup failed. */
export function failBackup(
  world: DatabaseWorld,
  backup: StoredObject,
  cluster: StoredObject,
  error: string,
) {
  const { store, clock } = world;
  const now = timestamp(clock.now());
  writeBackup(world, backup, { phase: 'failed', error, stoppedAt: now });
  noteInCluster(world, cluster, 'False', 'LastBackupFailed', error);
  if (cluster.spec.backup?.barmanObjectStore) {
    store.updateStatus(
      CLUSTERS,
      cluster.metadata.namespace,
      cluster.metadata.name,
      status => {
        status.lastFailedBackup = now;
      },
    );
  }
  recordEvent(store, clock, backup, {
    type: 'Warning',
    reason: 'Failed',
    message: `Backup failed: ${error}`,
    source: 'cloudnative-pg-backup',
  });
}

/** Writes some fields of a Backup's status. */
export function writeBackup(
  { store }: DatabaseWorld,
  { metadata }: StoredObject,
  fields: object,
) {
  store.updateStatus(BACKUPS, metadata.namespace, metadata.name, status =>
    Object.assign(status, fields),
  );
}

function noteInCluster(
  { store, clock }: DatabaseWorld,
  { metadata }: StoredObject,
  status: 'True' | 'False',
  reason: string,
  message: string,
) {
  store.updateStatus(CLUSTERS, metadata.namespace, metadata.name, current => {
    current.conditions = withCondition(
      current.conditions,
      { type: 'LastBackupSucceeded', status, reason, message },
      clock.now(),
    );
  });
}
