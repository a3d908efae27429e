import { pause } from '../harness/statistics';
import type { ApiClient } from './ApiClient';

const PODS = '/api/v1/pods';
const SENT = 'bench/sent';
/** Writes go round these: what is written at all is written again and again. */
const WRITTEN = 700;
const AT_ONCE = 4;
const READ_SENT = /"bench\/sent":"([\d.]+)"/;

/** Milliseconds that both ends of a measurement agree on. */
export const now = () => performance.timeOrigin + performance.now();

/** Pods that are written to, and watches that tell of it. */
export interface WatchedPods {
  /** Delay of each event, in milliseconds, since its write was sent. */
  readonly delays: number[];
  /** Events about pods of other namespaces than the watch's. */
  readonly foreign: () => number;
  /** Writes to the next pod; resolves with how long the answer took. */
  write(): Promise<number>;
  /** Writes to every pod once, and forgets the delays of that: programs are slow at first. */
  warmUp(): Promise<void>;
}

/**
 * Opens watches, so many of the whole cluster and so many of one namespace each.
 *
 * @param client - of a cluster with a fleet
 */
export async function watchPods(
  client: ApiClient,
  watches: { cluster: number; namespaced: number },
): Promise<WatchedPods> {
  const list = await client.get(PODS);
  const { resourceVersion } = list.metadata;
  const pods: Array<{ namespace: string; name: string }> = list.items
    .map(({ metadata }: any) => metadata)
    .filter(({ namespace }: any) => /^kasm-\d+$/.test(namespace))
    .slice(0, WRITTEN);
  const namespaces = [...new Set(pods.map(({ namespace }) => namespace))];
  const delays: number[] = [];
  let foreign = 0;
  let next = 0;

  const listen = (namespace?: string) => {
    const path = namespace ? `/api/v1/namespaces/${namespace}/pods` : PODS;
    const own = namespace && `"namespace":"${namespace}"`;
    return client.watch(
      `${path}?watch=true&resourceVersion=${resourceVersion}`,
      line => {
        const [, sent] = READ_SENT.exec(line) ?? [];
        if (sent) {
          delays.push(now() - Number(sent));
        }
        if (own && !line.includes(own)) {
          foreign += 1;
        }
      },
    );
  };
  await Promise.all([
    ...Array.from({ length: watches.cluster }, () => listen()),
    ...namespaces.slice(0, watches.namespaced).map(listen),
  ]);

  async function write() {
    const { namespace, name } = pods[next % pods.length];
    next += 1;
    const from = now();
    await client.merge(`/api/v1/namespaces/${namespace}/pods/${name}`, {
      metadata: { annotations: { [SENT]: String(from) } },
    });
    return now() - from;
  }

  return {
    delays,
    foreign: () => foreign,
    write,
    async warmUp() {
      for (let left = pods.length; left > 0; left -= AT_ONCE) {
        await Promise.all(Array.from({ length: AT_ONCE }, write));
      }
      await pause(500);
      delays.length = 0;
    },
  };
}
