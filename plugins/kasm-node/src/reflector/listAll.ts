import type {
  KubeClient,
  KubeObject,
  KubeResource,
} from '../client/KubeClient';
import { KubeError } from '../client/KubeError';

/** What to list, and how. */
export interface ListAll {
  namespace?: string;
  labelSelector?: string;
  fieldSelector?: string;
  pageSize: number;
  deadline: number;
  signal: AbortSignal;
}

/** So many times smaller is the next page after one that had too many bytes. */
const SMALLER = 10;

/**
 * Lists page by page, in smaller ones when one has too many bytes: somebody who makes a few objects as
 * large as the server takes them must not hide everybody's. When the pages grow too old meanwhile,
 * begins anew and asks for everything at once, as that cannot grow old.
 *
 * @returns the resourceVersion from which to watch
 */
export async function listAll(
  client: KubeClient,
  resource: KubeResource,
  options: ListAll,
  handlers: { begin(): void; each(object: KubeObject): void },
): Promise<string> {
  const { pageSize, ...rest } = options;
  let limit: number | undefined = pageSize;
  let next: string | undefined;
  handlers.begin();
  for (;;) {
    try {
      const page = await client.list(resource, {
        ...rest,
        limit,
        continue: next,
      });
      page.items.forEach(handlers.each);
      if (!page.continue) return page.resourceVersion;
      next = page.continue;
    } catch (error) {
      if (!(error instanceof KubeError)) throw error;
      if (error.details.tooLarge && limit !== undefined && limit > 1) {
        limit = Math.ceil(limit / SMALLER);
        continue;
      }
      if (next === undefined || error.kind !== 'gone') throw error;
      next = undefined;
      limit = undefined;
      handlers.begin();
    }
  }
}
