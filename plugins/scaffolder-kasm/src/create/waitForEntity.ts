import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { catalogHas } from '../run/catalogHas';
import { deploymentEntityRef } from './outputs';
import type { PreparedRun } from '../run/RunContext';
import { StepFailure } from '../run/StepFailure';
import { waitFor } from '../run/waitFor';

/**
 * Waits for the entity, because its page does not try again by itself. It usually takes a second;
 * when it does not come, that is said and nothing fails.
 */
export async function waitForEntity(
  run: PreparedRun,
  catalog: CatalogService,
  credentials: BackstageCredentials,
): Promise<void> {
  const ref = deploymentEntityRef(run);
  try {
    await waitFor<void>(run, {
      about: 'catalog',
      deadline: run.deadlines.entity,
      advice: 'Its page will open once the catalog has refreshed',
      async look() {
        return (await catalogHas(catalog, ref, credentials, run))
          ? { done: true, value: undefined, progress: `${ref} is there` }
          : { done: false, progress: `waiting for ${ref}` };
      },
    });
  } catch (error) {
    if (!(error instanceof StepFailure)) {
      throw error;
    }
    run.progress.warn(error.message);
  }
}
