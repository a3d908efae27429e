import type { ClusterStore, NewObject } from '../../apiserver/ClusterStore';
import { isTrue } from '../machinery/conditions';
import { resourceOf } from '../machinery/resourceOf';
import { isFinished } from '../workloads/startJobs';
import { isKept } from './applyRelease';
import { find } from './ownership';

/** How often Helm looks whether what it waits for is there. */
const LOOKING_AGAIN = 1000;

/** A Job that is gone ended well: its time to live is over. */
const done = (hook: NewObject): any => ({
  ...hook,
  status: { conditions: [{ type: 'Complete', status: 'True' }] },
});

/**
 * Makes a chart's hooks anew, one after the other, and waits for the Jobs among them. Throws Helm's
 * words when one fails or takes too long.
 *
 * @param patience - milliseconds
 */
export function* runHooks(
  store: ClusterStore,
  hooks: NewObject[],
  phase: 'pre-install' | 'pre-upgrade',
  patience: number,
): Generator<number, void> {
  for (const hook of hooks) {
    const { namespace, name } = hook.metadata;
    const resource = resourceOf(hook);
    if (isKept(hook) && find(store, hook)) {
      continue;
    }
    store.delete(resource, namespace, name);
    store.create(hook, { appliedBy: 'helm' });
    for (
      let waited = 0;
      hook.kind === 'Job' && !isFinished(find(store, hook) ?? done(hook));
      waited += LOOKING_AGAIN
    ) {
      if (waited >= patience) {
        throw new Error(
          `failed ${phase}: resource ${hook.kind}/${namespace}/${name} not ready. status: InProgress, message: Job in progress: context deadline exceeded`,
        );
      }
      yield LOOKING_AGAIN;
    }
    if (isTrue(find(store, hook) as any, 'Failed')) {
      throw new Error(
        `failed ${phase}: resource ${hook.kind}/${namespace}/${name} not ready. status: Failed, message: Job Failed`,
      );
    }
  }
}
