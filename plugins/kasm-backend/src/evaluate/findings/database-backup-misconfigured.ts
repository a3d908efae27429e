import type { DatabaseFacts } from '../../observation/Observation';
import { command } from '../command';
import { rule } from './rule';

export const databaseBackupMisconfigured = rule(
  'database-backup-misconfigured',
  'database',
  context => {
    const { deployment, sights } = context;
    const { facts } = sights.database;
    if (!facts?.present || context.creating) {
      return [];
    }
    const variant = problemOf(facts.backups);
    if (variant === undefined) {
      return [];
    }
    const { databaseNamespace, databaseCluster } = deployment;
    const declined = !deployment.backupsWanted && !facts.backups.scheduled;
    return [
      {
        // Somebody asked for none: that is a choice, worth knowing and no more.
        severity: declined ? 'info' : 'warning',
        title: declined
          ? 'The database is not backed up, as asked for'
          : `Backups are not set up so that they help: ${variant}`,
        remedy: [
          declined
            ? ['Choose a backup method.']
            : [
                'See what is scheduled, and change it.',
                command`kubectl -n ${databaseNamespace} get scheduledbackups.postgresql.cnpg.io,backups.postgresql.cnpg.io -l cnpg.io/cluster=${databaseCluster}`,
              ],
        ],
      },
    ];
  },
);

function problemOf(backups: DatabaseFacts['backups']): string | undefined {
  const { scheduled, suspended, schedule, method } = backups;
  if (!scheduled) {
    return 'none is scheduled';
  }
  if (suspended) {
    return 'the schedule is suspended';
  }
  const fields = (schedule ?? '').trim().split(/\s+/).length;
  if (fields === 5) {
    return 'the schedule has five fields, and the first of six means seconds';
  }
  return method === 'barmanObjectStore'
    ? 'the built-in object store support is deprecated; use the plugin'
    : undefined;
}
