import type { StoredObject } from '../../apiserver/ClusterStore';
import { timestamp } from '../machinery/conditions';
import type { ArchivePlace } from './archivePlace';
import { BACKUPS, kept, writeWindow } from './backupRun';
import type { DatabaseWorld } from './DatabaseWorld';
import { CLUSTERS } from './facts';

/** A backup is done: it is in the bucket, what is too old leaves it, and the objects tell of it. */
export function completeBackup(
  world: DatabaseWorld,
  backup: StoredObject,
  cluster: StoredObject,
  place: ArchivePlace,
): void {
  const { store, clock, buckets, contents } = world;
  const { namespace, name, uid } = cluster.metadata;
  const now = clock.now();
  const id = timestamp(now).replace(/[-:Z]/g, '');
  const archive = buckets.open(place.place, uid);
  const all = [
    ...archive.backups,
    { id, at: now, contents: contents.snapshot(uid) },
  ];
  archive.backups = kept(all, place.retentionPolicy, now);
  dropOutdated(
    world,
    cluster,
    all.filter(each => !archive.backups.includes(each)).map(each => each.id),
  );
  const first = timestamp(archive.backups[0].at);
  const wal = `${String(cluster.status.timelineID ?? 1).padStart(
    8,
    '0',
  )}${'0'.repeat(14)}${(archive.backups.length + 3)
    .toString(16)
    .toUpperCase()
    .padStart(2, '0')}`;
  store.updateStatus(BACKUPS, namespace, backup.metadata.name, status =>
    Object.assign(status, {
      phase: 'completed',
      stoppedAt: timestamp(now),
      backupId: id,
      backupName: `backup-${id.replace('T', '')}`,
      beginWal: wal,
      endWal: wal,
      beginLSN: '0/4000028',
      endLSN: '0/4000120',
      serverName: place.serverName,
      online: true,
      ...(place.objectStore
        ? {}
        : {
            destinationPath: place.destinationPath,
            endpointURL: place.endpointURL,
            s3Credentials: cluster.spec.backup.barmanObjectStore.s3Credentials,
          }),
    }),
  );
  if (place.objectStore) {
    writeWindow(world, cluster, place, {
      firstRecoverabilityPoint: first,
      lastSuccessfulBackupTime: timestamp(now),
    });
  } else {
    store.updateStatus(CLUSTERS, namespace, name, status =>
      Object.assign(status, {
        firstRecoverabilityPoint: first,
        firstRecoverabilityPointByMethod: { barmanObjectStore: first },
        lastSuccessfulBackup: timestamp(now),
        lastSuccessfulBackupByMethod: { barmanObjectStore: timestamp(now) },
      }),
    );
  }
}

/** Backup objects go with the backups that they are about. */
function dropOutdated(
  { store }: DatabaseWorld,
  { metadata }: StoredObject,
  ids: string[],
) {
  if (ids.length === 0) {
    return;
  }
  store
    .list(BACKUPS, { namespace: metadata.namespace })
    .filter(
      ({ spec, status }) =>
        spec.cluster?.name === metadata.name && ids.includes(status?.backupId),
    )
    .forEach(each =>
      store.delete(BACKUPS, metadata.namespace, each.metadata.name),
    );
}
