import { gzipSync } from 'node:zlib';
import {
  healthyObservation,
  NOW,
} from '../../plugins/kasm-backend/src/evaluate/__fixtures__/healthyObservation';
import { judge } from '../../plugins/kasm-backend/src/evaluate/evaluate';
import type { Scenario } from '../harness/Scenario';
import { median, percentile } from '../harness/statistics';
import { complete, openObservatory } from '../portal/observatory';
import { startSandboxProcess } from '../sandbox/startServer';

const WARM = 5_000;
const TIMES = 20_000;

/** What judging a healthy deployment costs, and how large what is said of it is. */
export const scenario: Scenario = {
  title: 'Portal: judging a healthy deployment',
  cases: {
    async evaluation() {
      const observation = healthyObservation();
      const times: number[] = [];
      for (let count = -WARM; count < TIMES; count += 1) {
        const from = performance.now();
        judge(observation, NOW);
        if (count >= 0) {
          times.push(performance.now() - from);
        }
      }
      return [
        {
          what: 'Judging all that can be seen, median',
          value: median(times),
          unit: 'ms',
          most: 0.2,
        },
        {
          what: 'Judging all that can be seen, p99',
          value: percentile(times, 99),
          unit: 'ms',
        },
      ];
    },
    async size() {
      const sandbox = await startSandboxProcess(0);
      const observatory = openObservatory(sandbox, 'namespaces', () => {});
      await complete(observatory, 1);
      const [{ document }] = observatory.statuses.all();
      const text = JSON.stringify(document);
      const fixture = JSON.stringify(judge(healthyObservation(), NOW).status);
      await observatory.stop();
      return [
        {
          what: 'Bytes of the status of the healthy deployment of the sandbox',
          value: Buffer.byteLength(text),
          unit: '',
          most: 5 * 1024,
        },
        {
          what: 'The same, compressed',
          value: gzipSync(text).byteLength,
          unit: '',
        },
        {
          what: 'Bytes when all is seen that can be, Kasm’s own API included',
          value: Buffer.byteLength(fixture),
          unit: '',
          most: 5 * 1024,
        },
      ];
    },
  },
};
