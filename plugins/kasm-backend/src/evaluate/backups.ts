import type { DatabaseFacts } from '../observation/Observation';
import { moment, type Ages } from './Ages';
import { scheduleInterval } from './schedule';

const HOUR = 3600;

/** The failure that nothing good followed; one that is being tried again is not told yet. */
export function failedSinceCompleted({
  backups,
}: DatabaseFacts): { at?: string; error: string } | undefined {
  const { lastFailed, lastCompletedAt, runningSince } = backups;
  const failed = moment(lastFailed?.at) ?? 0;
  return lastFailed !== undefined &&
    failed > (moment(lastCompletedAt) ?? 0) &&
    failed > (moment(runningSince) ?? 0)
    ? lastFailed
    : undefined;
}

/** How old a backup may be, in seconds, by its schedule. */
export function backupDeadline(schedule: string | undefined): number {
  const interval = scheduleInterval(schedule);
  // A daily backup may take two hours; a rarer one may miss one run.
  return interval <= 24 * HOUR ? 26 * HOUR : 2 * interval;
}

/** Whether the newest backup, or the database while there is none, is older than the schedule allows. */
export function isBackupLate(facts: DatabaseFacts, ages: Ages): boolean {
  const { lastCompletedAt, schedule } = facts.backups;
  return ages.olderThan(
    lastCompletedAt ?? facts.createdAt,
    backupDeadline(schedule),
  );
}
