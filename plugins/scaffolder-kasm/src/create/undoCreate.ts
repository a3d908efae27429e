import { rollbackDeployment } from '../rollback/rollbackDeployment';
import { sayWhatStays } from '../rollback/sayWhatStays';
import type { RunContext } from '../run/RunContext';
import { StepFailure } from '../run/StepFailure';
import { wasReachable } from './wasReachable';

/**
 * Removes what a cancelled task has made so far. The database is among it only as long as the way in
 * was not written: from then on people could have put something into it.
 *
 * @throws StepFailure that names what stayed
 */
export async function undoCreate(
  context: RunContext,
  configured: readonly unknown[],
): Promise<void> {
  const reachable = await wasReachable(context);
  if (reachable) {
    context.progress.line(
      'The database is kept: people could have reached Kasm already',
    );
  }
  const { state, leftovers, report } = await rollbackDeployment(context, {
    deleteData: !reachable,
    configured,
  });
  sayWhatStays(context, report);
  if (leftovers.length > 0) {
    throw new StepFailure(
      `Helm left ${leftovers.length} objects, and the descriptor is ${state}`,
    );
  }
}
