import type { Measurement, Scenario } from '../harness/Scenario';
import { startPortal, type Portal } from '../portal/startPortal';
import {
  closedLoop,
  kasmView,
  kubernetesView,
  p,
  polling,
  type Looked,
  type View,
} from '../portal/viewers';

/** Deployments that the viewers are spread over. */
const FLEET = 20;
const LATENCIES = [0, 10, 100];
/** Viewers, views of a closed loop with each plugin, and milliseconds of polling. */
const CROWDS = [
  { viewers: 1, theirs: 20, ours: 200, poll: 0 },
  { viewers: 20, theirs: 160, ours: 2000, poll: 30_000 },
  { viewers: 100, theirs: 300, ours: 4000, poll: 20_000 },
];

const THEIRS = 'plugin-kubernetes';
const OURS = 'kasm';

type Unit = Measurement['unit'];
const figure = (what: string, value: number, unit: Unit): Measurement => ({
  what,
  value,
  unit,
});

/** What some looking cost the portal and the clusters, per view. */
async function costOf(
  portal: Portal,
  look: () => Promise<Looked>,
): Promise<{ looked: Looked; calls: number; bytes: number; cpu: number }> {
  const [before, used] = [
    await portal.order({ counts: true }),
    await portal.usage(),
  ];
  const looked = await look();
  const [after, usedNow] = [
    await portal.order({ counts: true }),
    await portal.usage(),
  ];
  const views = looked.times.length + looked.failed;
  return {
    looked,
    calls: (after.calls - before.calls) / views,
    bytes: (after.bytes - before.bytes) / views,
    cpu: (usedNow.cpu - used.cpu) / views,
  };
}

async function withLatency(latency: number): Promise<Measurement[]> {
  const portal = await startPortal(FLEET);
  const figures: Measurement[] = [];
  const add = (what: string, value: number, unit: Unit) =>
    figures.push(figure(`${latency} ms to the API: ${what}`, value, unit));
  const theirs = kubernetesView(portal);
  const ours = kasmView(portal, { open: false });
  // Programs are slow at first.
  await closedLoop(theirs, 2, 20);
  await closedLoop(ours, 20, 1000);
  await portal.order({ delay: latency });

  for (const crowd of CROWDS) {
    const { viewers, poll } = crowd;
    const crowded = `${viewers} ${viewers === 1 ? 'viewer' : 'viewers'}`;
    const sides: Array<[name: string, view: View, open: View, views: number]> =
      [
        [THEIRS, theirs, theirs, crowd.theirs],
        [OURS, ours, kasmView(portal, { open: true }), crowd.ours],
      ];
    for (const [name, view, open, views] of sides) {
      const { looked, ...cost } = await costOf(portal, () =>
        closedLoop(view, viewers, views),
      );
      const label = `${crowded} in a closed loop, ${name}`;
      add(
        `${label}: views per second`,
        looked.times.length / looked.seconds,
        '/s',
      );
      for (const percent of [50, 95, 99]) {
        add(`${label}: p${percent}`, p(percent, looked), 'ms');
      }
      add(`${label}: calls of clusters per view`, cost.calls, '');
      add(`${label}: bytes from clusters per view`, cost.bytes, '');
      add(`${label}: CPU per view`, cost.cpu, 'ms');
      if (poll > 0) {
        const polled = await polling(open, viewers, poll);
        const pages = `${viewers} open pages, ${name}`;
        for (const percent of [50, 95, 99]) {
          add(`${pages}: p${percent}`, p(percent, polled), 'ms');
        }
      }
    }
  }
  return figures;
}

/** Seconds that a decision about who may see what is kept, where that is asked for. */
const KEPT = 10;
const keptLabel = `0 ms to the API, decisions kept ${KEPT} s`;

/** The same looking with `kasm.permissionCacheSeconds`. */
async function withKeptDecisions(): Promise<Measurement[]> {
  const portal = await startPortal(FLEET, { permissionCacheSeconds: KEPT });
  const view = kasmView(portal, { open: false });
  await closedLoop(view, 20, 1000);
  const { looked, cpu } = await costOf(portal, () =>
    closedLoop(view, 20, 4000),
  );
  const polled = await polling(kasmView(portal, { open: true }), 20, 30_000);
  const label = `${keptLabel}: 20 viewers in a closed loop, ${OURS}`;
  return [
    figure(
      `${label}: views per second`,
      looked.times.length / looked.seconds,
      '/s',
    ),
    figure(`${label}: p99`, p(99, looked), 'ms'),
    figure(`${label}: CPU per view`, cpu, 'ms'),
    figure(`${keptLabel}: 20 open pages, ${OURS}: p99`, p(99, polled), 'ms'),
  ];
}

/** One of the clusters accepts connections and answers nothing. */
async function withHangingCluster(): Promise<Measurement[]> {
  const portal = await startPortal(FLEET);
  const ours = kasmView(portal, { open: false });
  await closedLoop(kubernetesView(portal), 2, 10);
  await closedLoop(ours, 20, 1000);
  await portal.order({ hang: 'harvester', on: true });
  const [theirs, mine] = [
    await closedLoop(kubernetesView(portal), 20, 20),
    await closedLoop(ours, 20, 2000),
  ];
  const answered = ({ times, failed }: Looked) =>
    (100 * times.length) / (times.length + failed);
  const label = 'One cluster hangs, 20 viewers in a closed loop';
  return [
    figure(`${label}, ${THEIRS}: answered within 15 s`, answered(theirs), '%'),
    {
      ...figure(`${label}, ${OURS}: answered within 15 s`, answered(mine), '%'),
      least: 100,
    },
    figure(`${label}, ${OURS}: p99`, p(99, mine), 'ms'),
  ];
}

/** The same deployments, sandbox and viewers for this portal and for Backstage's own plugin. */
export const scenario: Scenario = {
  title: `Portal: a view of a deployment, beside plugin-kubernetes, ${FLEET} deployments`,
  cases: {
    ...Object.fromEntries(
      LATENCIES.map(latency => [`${latency} ms`, () => withLatency(latency)]),
    ),
    'decisions kept': withKeptDecisions,
    'one cluster hangs': withHangingCluster,
  },
  compare(results) {
    const value = (latency: number, what: string) =>
      results[`${latency} ms`]?.find(
        each => each.what === `${latency} ms to the API: ${what}`,
      )?.value ?? Number.NaN;
    const kept = results['decisions kept']?.find(({ what }) =>
      what.endsWith(': CPU per view'),
    )?.value;
    const cpuWithKept: Measurement[] = kept
      ? [
          {
            ...figure(
              `${keptLabel}: CPU per view, ${THEIRS} against ${OURS}`,
              value(0, `20 viewers in a closed loop, ${THEIRS}: CPU per view`) /
                kept,
              '×',
            ),
            least: 20,
          },
        ]
      : [];
    const compared = LATENCIES.filter(
      latency => results[`${latency} ms`],
    ).flatMap((latency): Measurement[] => {
      const ratio = (what: (name: string) => string) =>
        value(latency, what(THEIRS)) / value(latency, what(OURS));
      const loop = (of: string) => (name: string) =>
        `20 viewers in a closed loop, ${name}: ${of}`;
      return [
        {
          ...figure(
            `${latency} ms to the API: p99 of 20 open pages, ${THEIRS} against ${OURS}`,
            ratio(name => `20 open pages, ${name}: p99`),
            '×',
          ),
          least: 50,
        },
        {
          ...figure(
            `${latency} ms to the API: p99 of 20 viewers in a closed loop, ${THEIRS} against ${OURS}`,
            ratio(loop('p99')),
            '×',
          ),
        },
        {
          ...figure(
            `${latency} ms to the API: CPU per view, ${THEIRS} against ${OURS}`,
            ratio(loop('CPU per view')),
            '×',
          ),
          least: 20,
        },
        {
          ...figure(
            `${latency} ms to the API: calls of clusters per view, ${OURS}`,
            value(latency, loop('calls of clusters per view')(OURS)),
            '',
          ),
          // Some calls are made whether somebody looks or not.
          most: 0.05,
        },
      ];
    });
    return [...compared, ...cpuWithKept];
  },
};
