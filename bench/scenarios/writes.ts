import type { Scenario } from '../harness/Scenario';
import { pause, percentile } from '../harness/statistics';
import { startServer } from '../sandbox/startServer';
import { now, watchPods } from '../sandbox/watchedPods';

const FLEET = 1000;
const RATE = 500;
const SECONDS = 15;
const WATCHES = { cluster: 10, namespaced: 40 };

/** How the sandbox's API bears a steady stream of writes while others watch. */
export const scenario: Scenario = {
  title: `Sandbox: ${RATE} writes per second beside 50 watches, ${FLEET} deployments`,
  cases: {
    async writes() {
      const client = await startServer(FLEET);
      const pods = await watchPods(client, WATCHES);
      await pods.warmUp();
      const answers: Array<Promise<number>> = [];
      const from = now();
      // At their time, whatever became of those before.
      while (answers.length < RATE * SECONDS) {
        const due = ((now() - from) / 1000) * RATE;
        while (answers.length < Math.min(due, RATE * SECONDS)) {
          answers.push(pods.write());
        }
        await pause(2);
      }
      const latencies = await Promise.all(answers);
      const took = (now() - from) / 1000;
      await pause(500);
      return [
        {
          what: 'Writes per second that were answered',
          value: latencies.length / took,
          unit: '/s',
          least: RATE * 0.98,
        },
        {
          what: 'Answer to a write, p50',
          value: percentile(latencies, 50),
          unit: 'ms',
        },
        {
          what: 'Answer to a write, p99',
          value: percentile(latencies, 99),
          unit: 'ms',
          most: 250,
        },
        {
          what: 'From a write to its event at a watch, p50',
          value: percentile(pods.delays, 50),
          unit: 'ms',
        },
        {
          what: 'From a write to its event at a watch, p99',
          value: percentile(pods.delays, 99),
          unit: 'ms',
          most: 250,
        },
        {
          what: `Events that arrived at ${WATCHES.cluster} watches of the cluster and ${WATCHES.namespaced} of a namespace`,
          value: pods.delays.length,
          unit: '',
          least: latencies.length * WATCHES.cluster,
        },
        {
          what: 'Events at a watch of another namespace',
          value: pods.foreign(),
          unit: '',
          most: 0,
        },
      ];
    },
  },
};
