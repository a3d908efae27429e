import { startSandbox } from '../../packages/sandbox/src';
import type { Scenario } from '../harness/Scenario';
import { median, megabytes, timed } from '../harness/statistics';

const PORTS = { rke2: 0, harvester: 0, kasm: 0, control: 0 };
const LATER = 5;

/** How long the sandbox takes to be there with its healthy deployment. */
export const scenario: Scenario = {
  title: 'Sandbox: start with one deployment',
  cases: {
    async start() {
      const first = await timed(() => startSandbox({ ports: PORTS }));
      const memory = process.memoryUsage().rss;
      await first.result.stop();
      const later: number[] = [];
      for (let count = 0; count < LATER; count += 1) {
        const { took, result } = await timed(() =>
          startSandbox({ ports: PORTS }),
        );
        later.push(took);
        await result.stop();
      }
      return [
        {
          what: 'First start in a process, modules loaded',
          value: first.took,
          unit: 'ms',
          most: 2000,
        },
        {
          what: `Later start in the same process, median of ${LATER}`,
          value: median(later),
          unit: 'ms',
          most: 1000,
        },
        {
          what: 'Memory (RSS) after the first',
          value: megabytes(memory),
          unit: 'MB',
          most: 400,
        },
      ];
    },
  },
};
