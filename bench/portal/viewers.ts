import { pause, percentile } from '../harness/statistics';
import type { Portal } from './startPortal';

/** One look of one viewer at one deployment. Resolves with how it ended. */
export type View = (viewer: number) => Promise<'ok' | 'failed'>;

export interface Looked {
  /** Milliseconds of each view that ended well. */
  times: number[];
  failed: number;
  /** Wall-clock seconds of it all. */
  seconds: number;
}

async function look(view: View, viewer: number, looked: Looked) {
  const from = performance.now();
  if ((await view(viewer)) === 'ok') {
    looked.times.push(performance.now() - from);
  } else {
    looked.failed += 1;
  }
}

/** Viewers who look again as soon as they have seen: what can be served at most. */
export async function closedLoop(
  view: View,
  viewers: number,
  views: number,
): Promise<Looked> {
  const looked: Looked = { times: [], failed: 0, seconds: 0 };
  const from = performance.now();
  let left = views;
  await Promise.all(
    Array.from({ length: viewers }, async (_, viewer) => {
      while (left > 0) {
        left -= 1;
        await look(view, viewer, looked);
      }
    }),
  );
  looked.seconds = (performance.now() - from) / 1000;
  return looked;
}

/** Between two looks of an open page, in both plugins, while nothing moves. Milliseconds. */
const INTERVAL = 10_000;

/** Viewers who leave their pages open, and came at different times. */
export async function polling(
  view: View,
  viewers: number,
  milliseconds: number,
): Promise<Looked> {
  const looked: Looked = { times: [], failed: 0, seconds: 0 };
  const from = performance.now();
  await Promise.all(
    Array.from({ length: viewers }, async (_, viewer) => {
      const first = (INTERVAL * viewer) / viewers;
      for (let at = first; at < milliseconds; at += INTERVAL) {
        await pause(from + at - performance.now());
        await look(view, viewer, looked);
      }
    }),
  );
  looked.seconds = (performance.now() - from) / 1000;
  return looked;
}

export const p = (percent: number, { times }: Looked) =>
  percentile(times, percent);

/** Longer than this nobody waits. Milliseconds. */
const PATIENCE = 15_000;

async function ask(url: string, options: RequestInit): Promise<Response> {
  const response = await fetch(url, {
    ...options,
    signal: AbortSignal.timeout(PATIENCE),
  });
  await response.arrayBuffer();
  return response;
}

const safely = async (run: () => Promise<boolean>) =>
  run().then(
    good => (good ? 'ok' : 'failed') as 'ok' | 'failed',
    () => 'failed' as const,
  );

/** What plugin-kubernetes' page asks for each time: the clusters, then the objects of all of them. */
export function kubernetesView({ url, token, members }: Portal): View {
  const authorization = `Bearer ${token}`;
  return viewer =>
    safely(async () => {
      const name = `fleet-${members[viewer % members.length]}`;
      const clusters = await ask(`${url}/api/kubernetes/clusters`, {
        headers: { authorization },
      });
      const objects = await ask(
        `${url}/api/kubernetes/resources/workloads/query`,
        {
          method: 'POST',
          headers: { authorization, 'content-type': 'application/json' },
          body: JSON.stringify({
            entityRef: `component:default/${name}`,
            auth: {},
          }),
        },
      );
      return clusters.ok && objects.ok;
    });
}

/** What this portal's page asks for each time. An open page says what it has seen already. */
export function kasmView(
  { url, token, members }: Portal,
  { open }: { open: boolean },
): View {
  const etags = new Map<number, string>();
  return viewer =>
    safely(async () => {
      const name = `fleet-${members[viewer % members.length]}`;
      const etag = etags.get(viewer);
      const response = await ask(
        `${url}/api/kasm/v1/deployments/rke2/${name}`,
        {
          headers: {
            authorization: `Bearer ${token}`,
            ...(open && etag ? { 'if-none-match': etag } : {}),
          },
        },
      );
      etags.set(viewer, response.headers.get('etag') ?? '');
      return response.status === 200 || response.status === 304;
    });
}
