import type {
  DatabaseFacts,
  DeploymentFacts,
} from '../../observation/Observation';
import { command } from '../command';
import { isAtLeast } from '../operatorVersion';
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
    const variant = problemOf(facts, deployment);
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

/** The first thing that keeps backups from helping; undefined when nothing is known to. */
function problemOf(
  facts: DatabaseFacts,
  { snapshotsWanted }: DeploymentFacts,
): string | undefined {
  const { backups, archiving, operatorVersion } = facts;
  const { scheduled, suspended, schedule, sharedWith } = backups;
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
  const methods = backups.methods ?? [backups.method];
  const inCore =
    methods.length > 0 &&
    methods.every(method => method === 'barmanObjectStore');
  if (inCore && isAtLeast(operatorVersion, 1, 31)) {
    return `CloudNativePG ${operatorVersion} no longer has the built-in object store support; use the plugin`;
  }
  if (sharedWith !== undefined) {
    return `the server ${sharedWith} writes to the same bucket path`;
  }
  if (
    !snapshotsWanted &&
    archiving === undefined &&
    methods.length > 0 &&
    methods.every(method => method === 'volumeSnapshot')
  ) {
    return 'there are only volume snapshots, and no archive';
  }
  return inCore && isAtLeast(operatorVersion, 1, 26)
    ? 'the built-in object store support is deprecated; use the plugin'
    : undefined;
}
