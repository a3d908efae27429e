import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { RunContext } from './CreateRun';

/** Rights of owners follow from this reference: a misspelt one would give them to nobody. */
export async function warnOfUnknownOwner(
  { spec, progress }: RunContext,
  catalog: CatalogService,
  credentials: BackstageCredentials,
): Promise<void> {
  try {
    if (!(await catalog.getEntityByRef(spec.owner, { credentials }))) {
      progress.warn(
        `The owner ${spec.owner} is not in the catalog, or not visible to you: nobody gets an owner's rights`,
      );
    }
  } catch {
    // a catalog that is away does not keep anybody from creating
  }
}
