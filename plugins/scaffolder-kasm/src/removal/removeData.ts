import type { CreatedObject } from '@kasm-portal/backstage-plugin-kasm-common/spec';
import { resources } from '@kasm-portal/backstage-plugin-kasm-node';
import { describeObject } from '../run/WriteRecord';
import { removeReleaseSecret } from './derivedSecrets';
import { inRemovalOrder } from './removalPart';
import { removeObject, type Removing } from './removeObject';
import { objectsIn, whatIsLeft } from './whatIsLeft';

/**
 * Removes the database and what belongs to it. The Secret with the chart's tokens goes with the
 * database and never without it.
 *
 * @param deleteBackups - also the records of backups; what lies in a bucket is not in our reach
 */
export async function removeData(
  run: Removing,
  entries: readonly CreatedObject[],
  { deleteBackups }: { deleteBackups: boolean },
): Promise<void> {
  for (const entry of inRemovalOrder(entries)) {
    if (entry.kind === 'Backup' && !deleteBackups) {
      run.report.kept(entry, 'is the record of a backup (deleteBackups)');
      continue;
    }
    const outcome = await removeObject(run, entry, {
      // the records of nightly backups belong to the schedule
      ...(entry.kind === 'ScheduledBackup' && {
        propagation: deleteBackups ? 'Background' : 'Orphan',
      }),
    });
    if (entry.kind === 'Cluster' && outcome !== 'foreign') {
      await waitForVolumes(run, entry);
      await removeReleaseSecret(run);
    }
  }
}

/** They are the database's; the operator's objects go by themselves, but not at once. */
async function waitForVolumes(
  run: Removing,
  cluster: CreatedObject,
): Promise<void> {
  if (run.dryRun || !cluster.namespace) {
    return;
  }
  const { left, unseen } = await whatIsLeft(
    run,
    `volumes of ${describeObject(cluster)}`,
    () =>
      objectsIn(
        run,
        cluster.namespace!,
        [resources.pods, resources.persistentVolumeClaims],
        `cnpg.io/cluster=${cluster.name}`,
      ),
  );
  for (const object of left) {
    const why = `did not go with ${describeObject(cluster)}`;
    run.report.kept(object, why);
    run.progress.warn(`${describeObject(object)} ${why}`);
  }
  if (unseen.length > 0) {
    run.progress.line(
      `Whether the volumes of ${describeObject(
        cluster,
      )} are gone could not be seen; the writer may not: ${unseen
        .sort()
        .join('; ')}`,
    );
  }
}
