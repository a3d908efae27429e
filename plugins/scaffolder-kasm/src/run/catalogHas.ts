import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { RunContext } from './RunContext';
import { pause } from './waitFor';

/** Milliseconds that the catalog may take. */
const DEADLINE = 5_000;

/** Whether the catalog has an entity; undefined when it cannot say, or not in time. */
export async function catalogHas(
  catalog: CatalogService,
  ref: string,
  credentials: BackstageCredentials,
  { signal }: Pick<RunContext, 'signal'>,
): Promise<boolean | undefined> {
  const over = new AbortController();
  const late = pause(DEADLINE, AbortSignal.any([signal, over.signal])).then(
    () => undefined,
    () => undefined,
  );
  try {
    return await Promise.race([
      catalog.getEntityByRef(ref, { credentials }).then(Boolean),
      late,
    ]);
  } catch {
    return undefined;
  } finally {
    over.abort();
  }
}
