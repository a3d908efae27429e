import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { catalogHas } from '../run/catalogHas';
import type { RunContext } from '../run/RunContext';

/**
 * Rights of owners follow from this reference: a misspelt one would give them to nobody. Whoever may
 * create may do so for any owner; that is what `kasm.deployment.create` says, and no more is asked.
 */
export async function warnOfUnknownOwner(
  context: RunContext,
  catalog: CatalogService,
  credentials: BackstageCredentials,
): Promise<void> {
  const { spec, progress } = context;
  // a catalog that is away does not keep anybody from creating
  if ((await catalogHas(catalog, spec.owner, credentials, context)) === false) {
    progress.warn(
      `The owner ${spec.owner} is not in the catalog, or not visible to you: nobody gets an owner's rights`,
    );
  }
}
