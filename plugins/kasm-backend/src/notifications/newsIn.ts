import { atLeast, type Verdict } from './verdictOf';
import type { Told } from './Told';

/** A deployment of which nothing was told yet counts as well. */
export const NOTHING_TOLD: Told = { keys: [] };

/** Whether a verdict says something that its owner was not told. */
export function isNews(verdict: Verdict, told: Told): boolean {
  return (
    verdict.severity !== told.severity ||
    verdict.keys.some(key => !told.keys.includes(key))
  );
}

/** What is to be remembered once a verdict was told. */
export function toldAfter(verdict: Verdict, before: Told): Told {
  return {
    severity: verdict.severity,
    // What comes and goes while something is wrong was said once, and is not said again.
    keys: verdict.severity
      ? [...new Set([...before.keys, ...verdict.keys])].sort()
      : [],
  };
}

/** Whether it was bad and is not any more, though some warnings may be left. */
export function isRecovery(verdict: Verdict, told: Told): boolean {
  return (
    verdict.health === 'healthy' &&
    told.severity !== undefined &&
    (verdict.severity === undefined ||
      !atLeast(verdict.severity, told.severity))
  );
}
