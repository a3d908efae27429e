import {
  resources,
  type KubeObject,
} from '@kasm-portal/backstage-plugin-kasm-node';
import type { RunContext } from '../run/RunContext';
import { isKubeError, reasonOf, StepFailure } from '../run/StepFailure';

/** Removes a Job with its pods, if it still is the one that was looked at. */
export async function removeJob(
  {
    client,
    progress,
    signal,
  }: Pick<RunContext, 'client' | 'progress' | 'signal'>,
  { metadata: { name, namespace, uid } }: KubeObject,
  why: string,
): Promise<void> {
  signal.throwIfAborted();
  try {
    // no signal below: a write that has begun is finished
    await client.delete(resources.jobs, name, {
      namespace,
      uid,
      propagation: 'Background',
    });
  } catch (error) {
    if (isKubeError(error, 'conflict')) {
      // its controller made it again meanwhile
      return;
    }
    throw new StepFailure(
      `Job ${namespace}/${name} could not be removed (${why}): ${reasonOf(
        error,
      )}. Remove it by hand and run this again: kubectl -n ${namespace} delete job ${name}`,
    );
  }
  progress.line(`Job ${namespace}/${name} removed: ${why}`);
}
