import type { ReleaseStatus } from './releaseRecord';

/** What helm-controller does with a release that failed. */
export type FailurePolicy = 'abort' | 'retry' | 'reinstall';

/** What one run of the helm Job does. */
export type Run = 'install' | 'upgrade' | 'reinstall' | 'wait-for-operator';

/** States that a run which was cut off leaves behind: the next one calls them failed. */
const INTERRUPTED: ReleaseStatus[] = [
  'pending-install',
  'pending-upgrade',
  'pending-rollback',
  'uninstalling',
  'superseded',
];
/** States after which an upgrade is tried once, whatever the policy. */
const UPGRADED: ReleaseStatus[] = ['deployed', 'superseded', 'pending-upgrade'];

/** Whether a run sets the state to `failed` before it does anything. */
export const isInterrupted = (status: ReleaseStatus | undefined): boolean =>
  status !== undefined && INTERRUPTED.includes(status);

/**
 * What a run does with a release in a state, by policy: the entry script of the helm Job. A release
 * left pending counts as failed.
 */
export function nextRun(
  status: ReleaseStatus | undefined,
  policy: FailurePolicy,
): Run {
  if (status === undefined) {
    return 'install';
  }
  if (UPGRADED.includes(status)) {
    return 'upgrade';
  }
  const byPolicy: Record<FailurePolicy, Run> = {
    abort: 'wait-for-operator',
    retry: 'upgrade',
    reinstall: 'reinstall',
  };
  return byPolicy[policy];
}
