import { notSeen, type CheckRule } from './check';

export const archivingWorks: CheckRule = {
  id: 'archiving-works',
  check({ deployment, sights }) {
    const { visible, facts, reason } = sights.database;
    if (!visible || !facts) {
      return notSeen(reason);
    }
    const { archiving, archive } = facts;
    if (archiving === undefined) {
      return archive ||
        (deployment.backupsWanted && !deployment.snapshotsWanted)
        ? { result: 'unknown', evidence: 'CloudNativePG does not say.' }
        : { result: 'skipped', evidence: 'No archive is set up.' };
    }
    return {
      result: archiving.ok ? 'pass' : 'fail',
      evidence: archiving.ok
        ? 'Archived.'
        : archiving.message || 'WAL is not archived.',
    };
  },
};
