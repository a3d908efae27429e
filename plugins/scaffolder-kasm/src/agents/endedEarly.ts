import { isError } from '@backstage/errors';
import type { Started } from '../run/kasmAction';
import { isKubeError, reasonOf, StepFailure } from '../run/StepFailure';
import { withoutStack } from '../run/withoutStack';

/** Does something; when it ends early, the last thing said is what that was and how to go on. */
export async function endedEarly<T>(
  { signal, dryRun, progress }: Pick<Started, 'signal' | 'dryRun' | 'progress'>,
  what: string,
  act: () => Promise<T>,
): Promise<T> {
  try {
    return await act();
  } catch (error) {
    const goOn = dryRun
      ? 'Nothing was changed'
      : 'To go on, run the template again with the same values: what is done is not repeated';
    if (signal.aborted) {
      const message = `${what} was cancelled. ${goOn}.`;
      progress.warn(message);
      throw withoutStack(new StepFailure(message));
    }
    const message = `${what} failed: ${reasonOf(error)}. ${goOn}.`;
    if (!isError(error) || isKubeError(error)) {
      throw withoutStack(new StepFailure(message));
    }
    if (error.name === 'InputError' || error.name === 'NotFoundError') {
      throw error;
    }
    error.message = message;
    throw withoutStack(error);
  }
}
