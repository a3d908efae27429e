import type { StoredObject } from '../../../apiserver/ClusterStore';
import { parseSchedule } from '../cron';
import { wrong, type Cause } from './causes';

const SIX_FIELDS = 6;

/** What CloudNativePG would not take in a Backup, or in the Backups of a schedule. */
export function backupCauses({ spec }: StoredObject): Cause[] {
  const { method, pluginConfiguration, online, onlineConfiguration } = spec;
  return [
    ...(method === 'volumeSnapshot'
      ? [
          wrong(
            'spec.method',
            method,
            'Cannot use volumeSnapshot backup method due to missing VolumeSnapshot CRD. If you installed the CRD after having started the operator, please restart it to enable VolumeSnapshot support',
          ),
        ]
      : []),
    ...(method === 'barmanObjectStore' && online !== undefined
      ? [
          wrong(
            'spec.online',
            online,
            'Online parameter can be specified only if the backup method is volumeSnapshot',
          ),
        ]
      : []),
    ...(method === 'barmanObjectStore' && onlineConfiguration !== undefined
      ? [
          wrong(
            'spec.onlineConfiguration',
            onlineConfiguration,
            'OnlineConfiguration parameter can be specified only if the backup method is volumeSnapshot',
          ),
        ]
      : []),
    ...(method === 'plugin' && !pluginConfiguration?.name
      ? [
          wrong(
            'spec.pluginConfiguration',
            null,
            'cannot be empty when the backup method is plugin',
          ),
        ]
      : []),
  ];
}

/** What CloudNativePG would not take in a ScheduledBackup. */
export function scheduleCauses(scheduled: StoredObject): Cause[] {
  const { schedule } = scheduled.spec;
  try {
    parseSchedule(schedule);
  } catch (error) {
    return [
      wrong('spec.schedule', schedule, (error as Error).message),
      ...backupCauses(scheduled),
    ];
  }
  return backupCauses(scheduled);
}

/** Five fields are taken, and mean something else than people think. */
export const scheduleWarnings = ({ spec }: StoredObject): string[] =>
  String(spec.schedule ?? '')
    .trim()
    .split(/\s+/).length === SIX_FIELDS
    ? []
    : [
        'Schedule parameter may not have the right number of arguments (usually six arguments are needed)',
      ];
