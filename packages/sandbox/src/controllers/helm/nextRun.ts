import type { ReleaseStatus } from './releaseRecord';

/** What helm-controller does with a release that failed. */
export type FailurePolicy = 'abort' | 'retry' | 'reinstall';

/** What one run of the helm Job does. */
export type Run = 'install' | 'upgrade' | 'reinstall' | 'wait-for-operator';

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
  if (['deployed', 'superseded', 'pending-upgrade'].includes(status)) {
    return 'upgrade';
  }
  const byPolicy: Record<FailurePolicy, Run> = {
    abort: 'wait-for-operator',
    retry: 'upgrade',
    reinstall: 'reinstall',
  };
  return byPolicy[policy];
}
