import type { ApiClient } from '../sandbox/ApiClient';
import type { Scenario } from '../harness/Scenario';
import { median, megabytes, timed } from '../harness/statistics';
import { startServer } from '../sandbox/startServer';

/** Deployments enough for 12,000 pods in the one cluster. */
const FLEET = 1200;
const PODS = '/api/v1/pods';
const PAGE = 500;
const TIMES = 5;

async function pages(client: ApiClient): Promise<number[]> {
  const times: number[] = [];
  let next = '';
  do {
    const { took, result } = await timed(() =>
      client.send(
        'GET',
        `${PODS}?limit=${PAGE}${
          next && `&continue=${encodeURIComponent(next)}`
        }`,
      ),
    );
    times.push(took);
    next = JSON.parse(result).metadata.continue ?? '';
  } while (next);
  return times;
}

/** How long lists of very many pods take. */
export const scenario: Scenario = {
  title: `Sandbox: lists of all pods, ${FLEET} deployments`,
  cases: {
    async lists() {
      const client = await startServer(FLEET);
      const whole: number[] = [];
      let text = '';
      for (let count = 0; count < TIMES; count += 1) {
        const { took, result } = await timed(() => client.send('GET', PODS));
        whole.push(took);
        text = result;
      }
      const count = JSON.parse(text).items.length;
      const paged = await pages(client);
      const sum = paged.reduce((total, took) => total + took, 0);
      const one = await timed(() =>
        client.send('GET', '/api/v1/namespaces/kasm-0500/pods'),
      );
      const labelled = await timed(() =>
        client.send('GET', `${PODS}?labelSelector=cnpg.io%2Fcluster%3Dnone`),
      );
      return [
        { what: 'Pods in the list', value: count, unit: '', least: 12_000 },
        {
          what: 'Size of the list',
          value: megabytes(Buffer.byteLength(text)),
          unit: 'MB',
        },
        {
          what: `All at once, median of ${TIMES}`,
          value: median(whole),
          unit: 'ms',
          most: 3000,
        },
        {
          what: `All in pages of ${PAGE}`,
          value: sum,
          unit: 'ms',
        },
        {
          what: 'One page, median',
          value: median(paged),
          unit: 'ms',
          most: 250,
        },
        {
          what: 'In pages, compared with all at once',
          value: sum / median(whole),
          unit: '×',
          most: 3,
        },
        {
          what: 'Those of one namespace',
          value: one.took,
          unit: 'ms',
          most: 50,
        },
        {
          what: 'None, by a label that none has',
          value: labelled.took,
          unit: 'ms',
          most: 100,
        },
      ];
    },
  },
};
