import type { KubeClient } from '@kasm-portal/backstage-plugin-kasm-node';

/**
 * The same client with few pages of lists under way at once, in the order of asking. Each page is
 * megabytes until it has been reduced to what is kept of it: all kinds at once would take the memory
 * of many, for no gain in time.
 *
 * @internal
 */
export function pagesInTurns(client: KubeClient, atOnce = 2): KubeClient {
  const waiting: Array<() => void> = [];
  let running = 0;

  const list: KubeClient['list'] = async (resource, options) => {
    if (running >= atOnce) {
      await new Promise<void>(resolve => waiting.push(resolve));
    } else {
      running += 1;
    }
    try {
      return await client.list(resource, options);
    } finally {
      // Whoever is next takes the place over.
      const next = waiting.shift();
      if (next) {
        next();
      } else {
        running -= 1;
      }
    }
  };
  return Object.create(client, { list: { value: list } });
}
