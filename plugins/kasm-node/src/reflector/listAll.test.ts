import type { KubeClient, KubeObject } from '../client/KubeClient';
import { KubeError } from '../client/KubeError';
import { resources } from '../client/resources';
import { listAll } from './listAll';

const LIMIT = 1000;

/** Serves objects of so many bytes each, and refuses answers that are larger than `LIMIT`. */
function clientOf(sizes: number[]) {
  const limits: Array<number | undefined> = [];
  const client = {
    async list(_resource: unknown, options: Parameters<KubeClient['list']>[1]) {
      const { limit = sizes.length, continue: from = '0' } = options ?? {};
      limits.push(options?.limit);
      const end = Number(from) + limit;
      const page = sizes.slice(Number(from), end);
      if (page.reduce((sum, size) => sum + size, 0) > LIMIT) {
        throw new KubeError('server', 'too large', { tooLarge: true });
      }
      return {
        items: page.map((_, index) => ({
          metadata: { name: `pod-${Number(from) + index}` },
        })),
        resourceVersion: '7',
        continue: end < sizes.length ? String(end) : undefined,
      };
    },
  } as unknown as KubeClient;
  return { client, limits };
}

async function namesOf(client: KubeClient): Promise<string[]> {
  const names: string[] = [];
  await listAll(
    client,
    resources.pods,
    { pageSize: 100, deadline: 1000, signal: new AbortController().signal },
    {
      begin: () => names.splice(0),
      each: (object: KubeObject) => names.push(object.metadata.name),
    },
  );
  return names;
}

describe('listAll', () => {
  it('lists all in smaller pages where a few objects are very large', async () => {
    const sizes = Array.from({ length: 250 }, (_, at) =>
      at >= 120 && at < 140 ? 600 : 1,
    );
    const { client, limits } = clientOf(sizes);

    const names = await namesOf(client);

    expect(names).toEqual(sizes.map((_, at) => `pod-${at}`));
    expect(limits.slice(0, 4)).toEqual([100, 100, 10, 10]);
  });

  it('gives up on what is too large by itself', async () => {
    const { client } = clientOf([1, LIMIT + 1]);

    await expect(namesOf(client)).rejects.toThrow('too large');
  });
});
