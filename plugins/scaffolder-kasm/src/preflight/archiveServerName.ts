import type { DeploymentDescriptor } from '@kasm-portal/backstage-plugin-kasm-common/spec';
import type { RunContext } from '../run/RunContext';

/**
 * Name under which the database writes its archive: made once and then kept in the descriptor, so
 * that no archive of an earlier database of the same name is written into.
 */
export function archiveServerName(
  { spec, names, now }: Pick<RunContext, 'spec' | 'names' | 'now'>,
  descriptor?: DeploymentDescriptor,
): string | undefined {
  if (spec.database.backups.method !== 'plugin') {
    return undefined;
  }
  const minute = now().toISOString().replace(/[-T:]/g, '').slice(0, 12);
  return descriptor?.archiveServerName ?? `${names.databaseCluster}-${minute}`;
}
