import type { Measurement, Scenario } from '../harness/Scenario';
import { median } from '../harness/statistics';
import { startPortal, type Portal } from '../portal/startPortal';
import { closedLoop, p, type View } from '../portal/viewers';

const FLEET = 20;
const CROWDS = [1, 20, 100];
/** Views of each route at a time; the two take turns, so that a busy machine slows down both. */
const VIEWS = 200;
const ROUNDS = 5;

const ask =
  (url: string, headers: Record<string, string>, expected: number): View =>
  async () => {
    const response = await fetch(url, { headers });
    await response.arrayBuffer();
    return response.status === expected ? 'ok' : 'failed';
  };

/** CPU of the portal and time per view, each the median of rounds in turns. */
async function besides(
  portal: Portal,
  routes: { floor: View; status: View },
  viewers: number,
): Promise<Record<'floor' | 'status', { cpu: number; p50: number }>> {
  const rounds = { floor: [], status: [] } as Record<
    'floor' | 'status',
    Array<{ cpu: number; p50: number }>
  >;
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const name of ['floor', 'status'] as const) {
      const before = await portal.usage();
      const looked = await closedLoop(routes[name], viewers, VIEWS);
      const after = await portal.usage();
      if (looked.failed > 0) {
        throw new Error(`${looked.failed} views of the ${name} failed`);
      }
      rounds[name].push({
        cpu: (after.cpu - before.cpu) / VIEWS,
        p50: p(50, looked),
      });
    }
  }
  const middle = (name: 'floor' | 'status') => ({
    cpu: median(rounds[name].map(({ cpu }) => cpu)),
    p50: median(rounds[name].map(({ p50 }) => p50)),
  });
  return { floor: middle('floor'), status: middle('status') };
}

/** What a view costs beyond what no route can do without. */
export const scenario: Scenario = {
  title: `Portal: a view of a status beside the floor, ${FLEET} deployments`,
  cases: {
    async floor() {
      const portal = await startPortal(FLEET);
      const { url, token, members } = portal;
      const authorization = `Bearer ${token}`;
      const status = `${url}/api/kasm/v1/deployments/rke2/fleet-${members[1]}`;
      const first = await fetch(status, { headers: { authorization } });
      const size = (await first.arrayBuffer()).byteLength;
      const floor = `${url}/api/floor/${size}`;
      const etag = first.headers.get('etag') ?? '';
      const answers = {
        200: {
          floor: ask(floor, { authorization }, 200),
          status: ask(status, { authorization }, 200),
        },
        304: {
          floor: ask(floor, { authorization, 'if-none-match': '"floor"' }, 304),
          status: ask(status, { authorization, 'if-none-match': etag }, 304),
        },
      };
      // Programs are slow at first.
      await closedLoop(answers[200].floor, 20, 1000);
      await closedLoop(answers[200].status, 20, 1000);
      const figures: Measurement[] = [
        { what: 'Bytes of the status', value: size, unit: '' },
      ];
      for (const code of [200, 304] as const) {
        for (const viewers of CROWDS) {
          const cost = await besides(portal, answers[code], viewers);
          const label = `${code}, ${viewers} at once`;
          figures.push(
            {
              what: `${label}: the floor, p50`,
              value: cost.floor.p50,
              unit: 'ms',
            },
            {
              what: `${label}: the status, p50`,
              value: cost.status.p50,
              unit: 'ms',
            },
            {
              what: `${label}: CPU, the status against the floor`,
              value: cost.status.cpu / cost.floor.cpu,
              unit: '×',
              most: 1.1,
            },
            {
              what: `${label}: p50, the status against the floor`,
              value: cost.status.p50 / cost.floor.p50,
              unit: '×',
              most: 1.1,
            },
          );
        }
      }
      return figures;
    },
  },
};
