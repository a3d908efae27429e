import { startSandbox } from '../../packages/sandbox/src';
import { valueOf, type Measurement, type Scenario } from '../harness/Scenario';
import { megabytes, timed } from '../harness/statistics';

const SIZES = [10, 100, 1000];
const TIME = 'start';
const MEMORY = 'memory (RSS)';
const what = (size: number, of: string) => `${size} deployments: ${of}`;

async function start(size: number): Promise<Measurement[]> {
  const { took, result } = await timed(() =>
    startSandbox({
      ports: { rke2: 0, harvester: 0, kasm: 0, control: 0 },
      fleet: size,
    }),
  );
  const { rke2, harvester } = result.clusters;
  const count = (store: typeof rke2.store, resource: string) =>
    store.list(resource).length;
  const machines = count(
    harvester.store,
    'virtualmachineinstances.kubevirt.io',
  );
  const figures: Measurement[] = [
    {
      what: what(size, TIME),
      value: took / 1000,
      unit: 's',
      ...(size === 1000 ? { most: 10 } : {}),
    },
    {
      what: what(size, MEMORY),
      value: megabytes(process.memoryUsage().rss),
      unit: 'MB',
      ...(size === 1000 ? { most: 1500 } : {}),
    },
    {
      what: what(size, 'pods in both clusters'),
      value: count(rke2.store, 'pods') + count(harvester.store, 'pods'),
      unit: '',
      ...(size === 1000 ? { least: 12_000 } : {}),
    },
    {
      what: what(size, 'running virtual machines'),
      value: machines,
      unit: '',
      ...(size === 1000 ? { least: 10_000 } : {}),
    },
  ];
  await result.stop();
  return figures;
}

/** How many deployments the sandbox carries, and how its cost grows with them. */
export const scenario: Scenario = {
  title: 'Sandbox: start with a fleet',
  cases: Object.fromEntries(
    SIZES.map(size => [String(size), () => start(size)]),
  ),
  compare(results) {
    const growth = (of: string, most: number): Measurement[] => {
      const [small, large] = [100, 1000].map(size =>
        valueOf(results, String(size), what(size, of)),
      );
      if (!small || !large) {
        return [];
      }
      return [
        {
          what: `Growth of ${of} per doubling, from 100 to 1000`,
          value: (large / small) ** (1 / Math.log2(10)),
          unit: '×',
          // Twice as much may not cost more than twice.
          most,
        },
      ];
    };
    return [...growth(TIME, 2.1), ...growth(MEMORY, 2)];
  },
};
