import type { StoredObject } from '../../apiserver/ClusterStore';
import { timestamp } from '../machinery/conditions';
import { elapsedSince } from '../machinery/elapsedSince';
import { ownKey } from '../machinery/startReconciler';
import { BACKUPS, destination, refusalOf, writeWindow } from './backupRun';
import { completeBackup } from './completeBackup';
import type { DatabaseWorld } from './DatabaseWorld';
import { CLUSTERS } from './facts';
import {
  beginBackup,
  failBackup,
  praiseBackup,
  writeBackup,
} from './noteBackup';
import { startOperatorPart } from './operator';

/** How long a backup of the sandbox takes. */
const BACKING_UP = 3000;
/** How soon a Cluster that is not ready, or its archive, is looked at again. */
const LOOKING_AGAIN = 2000;
const FINISHED = ['completed', 'failed'];

/** Plays CloudNativePG's operator for Backups. Returns the function that ends it. */
export function startBackups(world: DatabaseWorld): () => void {
  const { store, clock } = world;
  return startOperatorPart(store, clock, BACKUPS, [], (key, reconciler) => {
    const backup = store.get(BACKUPS, key.namespace, key.name);
    if (!backup || FINISHED.includes(backup.status?.phase)) {
      return;
    }
    const cluster = store.get(
      CLUSTERS,
      key.namespace,
      backup.spec.cluster?.name ?? '',
    );
    const wait = takeBackup(world, backup, cluster);
    if (wait !== undefined) {
      reconciler.lookAfter(ownKey(backup), wait);
    }
  });
}

/** The next step of a Backup. Returns after how long the one after that is due. */
function takeBackup(
  world: DatabaseWorld,
  backup: StoredObject,
  cluster: StoredObject | undefined,
): number | undefined {
  const { clock } = world;
  if (!cluster?.status?.currentPrimary || !cluster.status.readyInstances) {
    writeBackup(world, backup, { phase: 'pending' });
    return LOOKING_AGAIN;
  }
  const refusal = refusalOf(backup, cluster);
  if (refusal) {
    failBackup(world, backup, cluster, refusal);
    return undefined;
  }
  const startedAt = backup.status?.startedAt;
  const { archive, problem } = destination(world, cluster);
  const isOwnSupport = backup.spec.method !== 'plugin';
  if (!startedAt && problem !== undefined && isOwnSupport) {
    // The operator's own support waits for the archive; the plugin does not.
    writeBackup(world, backup, { phase: 'walArchivingFailing' });
    return LOOKING_AGAIN;
  }
  if (!startedAt) {
    beginBackup(world, backup, cluster);
    return BACKING_UP;
  }
  const left = BACKING_UP - elapsedSince(clock, startedAt);
  if (left > 0) {
    return left;
  }
  if (problem !== undefined || !archive) {
    const error = isOwnSupport
      ? `can't execute barman-cloud-backup: ${problem}`
      : `rpc error: code = Unknown desc = ${problem}`;
    failBackup(world, backup, cluster, error);
    if (archive) {
      writeWindow(world, cluster, archive, {
        lastFailedBackupTime: timestamp(clock.now()),
      });
    }
    return undefined;
  }
  completeBackup(world, backup, cluster, archive);
  praiseBackup(world, backup, cluster);
  return undefined;
}
