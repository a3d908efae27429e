import { failedSinceCompleted, backupDeadline, isBackupLate } from '../backups';
import { command } from '../command';
import { scheduleInterval } from '../schedule';
import { rule } from './rule';

const BARMAN = 'barman-cloud.cloudnative-pg.io';

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
    const { lastCompletedAt, schedule, runningSince, method } = facts.backups;
    const failed = failedSinceCompleted(facts);
    const isLate = isBackupLate(facts, ages);
    if (!isLate && !failed) {
      return [];
    }
    const reference = lastCompletedAt ?? facts.createdAt;
    const veryLate =
      isLate &&
      (lastCompletedAt === undefined ||
        ages.olderThan(
          reference,
          Math.max(backupDeadline(schedule), 3 * scheduleInterval(schedule)),
        ));
    const age = ages.words(lastCompletedAt);
    const { databaseNamespace, databaseCluster } = deployment;
    return [
      {
        severity: veryLate ? 'error' : 'warning',
        title: age
          ? `The last good backup is ${age} old`
          : 'There is no good backup of the database',
        since: failed ? failed.at : reference,
        evidence: [
          lastCompletedAt
            ? `Last completed at ${lastCompletedAt}.`
            : 'None was ever completed.',
          failed ? `Last failure: ${failed.error}` : undefined,
          runningSince ? `One runs since ${runningSince}.` : undefined,
        ],
        remedy: [
          [
            'Make one now.',
            method === 'plugin'
              ? command`kubectl cnpg backup ${databaseCluster} -n ${databaseNamespace} --method=plugin --plugin-name=${BARMAN}`
              : command`kubectl cnpg backup ${databaseCluster} -n ${databaseNamespace}`,
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
