import type { Scenario } from '../harness/Scenario';
import { pause, percentile } from '../harness/statistics';
import { startServer } from '../sandbox/startServer';
import { now, watchPods } from '../sandbox/watchedPods';

const WATCHES = 50;
const WRITERS = 8;
const SECONDS = 10;

/** How many events a second the sandbox delivers when everybody watches everything. */
export const scenario: Scenario = {
  title: `Sandbox: ${WATCHES} watches of the whole cluster, as many writes as it takes`,
  cases: {
    async fanout() {
      const client = await startServer(10);
      const pods = await watchPods(client, { cluster: WATCHES, namespaced: 0 });
      await pods.warmUp();
      const from = now();
      let writes = 0;
      const writer = async () => {
        while (now() - from < SECONDS * 1000) {
          await pods.write();
          writes += 1;
        }
      };
      await Promise.all(Array.from({ length: WRITERS }, writer));
      const took = (now() - from) / 1000;
      await pause(500);
      return [
        { what: 'Writes per second', value: writes / took, unit: '/s' },
        {
          what: 'Events delivered per second',
          value: pods.delays.length / took,
          unit: '/s',
          least: 5000,
        },
        {
          what: 'From a write to its event at a watch, p99',
          value: percentile(pods.delays, 99),
          unit: 'ms',
        },
        {
          what: 'Share of the events that arrived',
          value: (100 * pods.delays.length) / (writes * WATCHES),
          unit: '%',
          least: 100,
        },
      ];
    },
  },
};
