import {
  DEFAULT_SETTINGS,
  deploymentObjects,
} from '@kasm-portal/backstage-plugin-kasm-common/manifests';
import { lookAt } from '../removal/removeObject';
import { resourceOf } from '../run/resourceOf';
import type { RunContext } from '../run/RunContext';

/** Milliseconds: what cannot be seen by then counts as reachable. */
const PATIENCE = 10_000;

/**
 * Whether people could have reached Kasm, and so put something into its database: whether the way in was
 * written. Asked of the cluster too, because an earlier process of this task may have written it.
 */
export async function wasReachable(run: RunContext): Promise<boolean> {
  const ways = deploymentObjects(run.spec, DEFAULT_SETTINGS)
    .filter(({ part }) => part === 'route')
    .map(({ manifest }) => manifest);
  // not the run's own signal: that has aborted
  const signal = AbortSignal.timeout(PATIENCE);
  try {
    const seen = await Promise.all(
      ways.map(
        async ({ apiVersion, kind, metadata }) =>
          run.written.find({ kind, ...metadata }) ??
          lookAt(
            { client: run.client, signal },
            resourceOf({ apiVersion, kind }),
            metadata,
          ),
      ),
    );
    return seen.some(Boolean);
  } catch {
    return true;
  }
}
