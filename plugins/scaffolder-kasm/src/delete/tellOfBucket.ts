import type { DeploymentDescriptor } from '@kasm-portal/backstage-plugin-kasm-common/spec';
import type { Removing } from '../removal/removeObject';

/** What is in object storage is out of the portal's reach: it has no key for it. */
export function tellOfBucket(run: Removing, known: DeploymentDescriptor): void {
  const { backups } = run.spec.database;
  if (backups.method !== 'plugin') {
    return;
  }
  const server = known.archiveServerName ?? run.names.databaseCluster;
  const path = [
    backups.destinationPath.replace(/\/$/, ''),
    // it goes into a command
    /^[a-z0-9-]{1,80}$/.test(server) ? server : '<server name>',
  ].join('/');
  run.report.keptElsewhere(
    path,
    'has the backups, and the portal has no key for it',
    `aws s3 rm --recursive ${path}/${
      backups.endpointUrl ? ` --endpoint-url ${backups.endpointUrl}` : ''
    }`,
  );
}
