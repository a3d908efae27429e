import type { DeploymentView } from './DeploymentView';

/** Between two looks while something moves or is wrong. Milliseconds. @internal */
export const QUICK = 2_000;

/** Between two looks while nothing moves; signals tell of changes in between. @internal */
export const SLOW = 10_000;

/**
 * After a cold load the first signal may be lost while the socket is still being set up, so looks
 * stay quick for this long, or until a signal proves that they arrive.
 *
 * @internal
 */
export const WARM_UP = 60_000;

/**
 * How long to wait before looking again.
 *
 * @internal
 */
export function nextLookIn(view: DeploymentView, warmingUp: boolean): number {
  if (view.failures > 0) {
    return Math.min(SLOW, QUICK * 2 ** Math.min(view.failures - 1, 3));
  }
  const { status } = view;
  if (!status) return warmingUp ? QUICK : SLOW;
  const moving =
    status.health !== 'healthy' ||
    status.deployment.state === 'creating' ||
    status.findings.some(finding => finding.settling);
  return moving || warmingUp ? QUICK : SLOW;
}
