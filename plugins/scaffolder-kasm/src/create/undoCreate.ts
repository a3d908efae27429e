import { rollbackDeployment } from '../rollback/rollbackDeployment';
import type { RunContext } from '../run/RunContext';
import { StepFailure } from '../run/StepFailure';

/**
 * Removes what a cancelled task has made so far, the database included when this task made it: nobody
 * has used it yet.
 *
 * @throws StepFailure that names what stayed
 */
export async function undoCreate(
  context: RunContext,
  configured: readonly unknown[],
): Promise<void> {
  const { state, leftovers } = await rollbackDeployment(context, {
    deleteData: true,
    configured,
  });
  if (leftovers.length > 0) {
    throw new StepFailure(
      `Helm left ${leftovers.length} objects, and the descriptor is ${state}`,
    );
  }
}
