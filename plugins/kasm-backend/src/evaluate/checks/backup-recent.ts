import { isBackupLate } from '../backups';
import { notSeen, type CheckRule } from './check';

export const backupRecent: CheckRule = {
  id: 'backup-recent',
  check({ deployment, sights, ages }) {
    const { visible, facts, reason } = sights.database;
    if (!visible || !facts) {
      return notSeen(reason);
    }
    const { scheduled, suspended, lastCompletedAt } = facts.backups;
    if (!scheduled && !deployment.backupsWanted) {
      return { result: 'skipped', evidence: 'No backups were asked for.' };
    }
    if (!facts.present || !scheduled || suspended) {
      return { result: 'fail', evidence: 'No backup is scheduled.' };
    }
    return {
      result:
        lastCompletedAt !== undefined && !isBackupLate(facts, ages)
          ? 'pass'
          : 'fail',
      evidence: lastCompletedAt
        ? `Last at ${lastCompletedAt}.`
        : 'None was ever completed.',
    };
  },
};
