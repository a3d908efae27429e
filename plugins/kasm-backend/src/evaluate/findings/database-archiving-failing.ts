import { command } from '../command';
import { rule } from './rule';

const SHORT = 600;

export const databaseArchivingFailing = rule(
  'database-archiving-failing',
  'database',
  context => {
    const { facts } = context.sights.database;
    // An absent condition means that archiving is not set up.
    if (!facts?.present || facts.archiving?.ok !== false) {
      return [];
    }
    const { databaseNamespace } = context.deployment;
    const { since, message } = facts.archiving;
    return [
      {
        severity: context.ages.olderThan(since, SHORT) ? 'error' : 'warning',
        title:
          'WAL is not being archived: no point-in-time recovery, and the disk fills',
        since,
        evidence: [message],
        remedy: [
          [
            'Check bucket, endpoint, CA and credentials.',
            command`kubectl -n ${databaseNamespace} get objectstores.barmancloud.cnpg.io -o yaml`,
          ],
          [
            "Read the primary's archiver.",
            command`kubectl -n ${databaseNamespace} logs ${
              facts.currentPrimary
            } -c ${
              facts.archive || !facts.backups.method?.startsWith('barman')
                ? 'plugin-barman-cloud'
                : 'postgres'
            } --tail=50`,
          ],
        ],
      },
    ];
  },
);
