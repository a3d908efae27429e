import { RESTORE_REHEARSAL_ANNOTATION } from '@kasm-portal/backstage-plugin-kasm-common';
import type { CheckRule } from './check';

/** A rehearsal proves what was true then; half a year later it should be made again. */
const HALF_A_YEAR = 180 * 24 * 3600;

/** Only a person knows that it came back; he says so on the descriptor. */
export const backupRestoredOnce: CheckRule = {
  id: 'backup-restored-once',
  check({ deployment, ages }) {
    const { lastRestoreRehearsal, backupsWanted } = deployment;
    if (lastRestoreRehearsal === undefined) {
      return backupsWanted
        ? {
            result: 'unknown',
            evidence: `Record one with the annotation ${RESTORE_REHEARSAL_ANNOTATION} on the descriptor.`,
          }
        : { result: 'skipped', evidence: 'No backups were asked for.' };
    }
    const day = lastRestoreRehearsal.slice(0, 10);
    return ages.olderThan(lastRestoreRehearsal, HALF_A_YEAR)
      ? {
          result: 'unknown',
          evidence: `The last was on ${day}; rehearse again.`,
        }
      : { result: 'pass', evidence: `On ${day}.` };
  },
};
