import { moment } from '../Ages';
import { command } from '../command';
import { scheduleInterval } from '../schedule';
import { rule } from './rule';

const HOUR = 3600;

export const databaseBackupStale = rule(
  'database-backup-stale',
  'database',
  context => {
    const { deployment, sights, ages } = context;
    const { facts } = sights.database;
    if (
      !facts?.present ||
      !facts.backups.scheduled ||
      facts.backups.suspended
    ) {
      return [];
    }
    const { lastCompletedAt, lastFailed, schedule } = facts.backups;
    const interval = scheduleInterval(schedule);
    // A daily backup may take two hours; a rarer one may miss one run.
    const late = interval <= 24 * HOUR ? 26 * HOUR : 2 * interval;
    const reference = lastCompletedAt ?? facts.createdAt;
    const failedSince =
      lastFailed !== undefined &&
      (moment(lastFailed.at) ?? 0) > (moment(lastCompletedAt) ?? 0);
    const isLate = ages.olderThan(reference, late);
    if (!isLate && !failedSince) {
      return [];
    }
    const veryLate =
      isLate &&
      (lastCompletedAt === undefined ||
        ages.olderThan(reference, Math.max(late, 3 * interval)));
    const age = ages.words(lastCompletedAt);
    const { databaseNamespace, databaseCluster } = deployment;
    return [
      {
        severity: veryLate ? 'error' : 'warning',
        title: age
          ? `The last good backup is ${age} old`
          : 'There is no good backup of the database',
        since: failedSince ? lastFailed.at : reference,
        evidence: [
          lastCompletedAt
            ? `Last completed at ${lastCompletedAt}.`
            : 'None was ever completed.',
          failedSince ? `Last failure: ${lastFailed.error}` : undefined,
        ],
        remedy: [
          [
            'Make one now.',
            command`kubectl cnpg backup ${databaseCluster} -n ${databaseNamespace}`,
          ],
          [
            'See why the last ones failed.',
            command`kubectl -n ${databaseNamespace} get backups.postgresql.cnpg.io --sort-by=.metadata.creationTimestamp`,
          ],
        ],
      },
    ];
  },
);
