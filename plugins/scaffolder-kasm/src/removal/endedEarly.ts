import { isError } from '@backstage/errors';
import type { RunContext } from '../run/RunContext';
import { isKubeError, reasonOf, StepFailure } from '../run/StepFailure';
import { withoutStack } from '../run/withoutStack';
import type { RemovalReport } from './RemovalReport';

/** The error of a removal that did not come to its end: what was removed, and how to go on. */
export function endedEarly(
  {
    names,
    signal,
    progress,
    dryRun,
    report,
  }: Pick<RunContext, 'names' | 'signal' | 'progress' | 'dryRun'> & {
    report: RemovalReport;
  },
  doing: string,
  stage: string,
  error: unknown,
): Error {
  const cancelled = signal.aborted;
  const what = `${doing} ${names.ref} ${
    cancelled ? 'was cancelled' : 'failed'
  } during "${stage}"${cancelled ? '' : `: ${reasonOf(error)}`}`;
  const removed = dryRun ? [] : report.allRemoved();
  const message = `${what}. ${
    removed.length === 0
      ? 'Nothing was removed.'
      : `Removed: ${removed.join(
          ', ',
        )}. Run again to go on: what is removed stays removed.`
  }`;
  if (cancelled) {
    progress.warn(message);
  }
  if (cancelled || !isError(error) || isKubeError(error)) {
    return withoutStack(new StepFailure(message));
  }
  error.message = message;
  return withoutStack(error);
}
