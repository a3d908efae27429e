import { join } from 'node:path';
import { startChild } from '../harness/childProcess';
import { valueOf, type Measurement, type Scenario } from '../harness/Scenario';
import { megabytes, pause, percentile, timed } from '../harness/statistics';
import { complete, openObservatory } from '../portal/observatory';
import { sentAt, type BackupWrites } from '../sandbox/backupWrites';
import {
  startSandboxProcess,
  type SandboxProcess,
} from '../sandbox/startServer';
import { now } from '../sandbox/watchedPods';

const SIZES = [10, 100, 1000];
const MOST = 1000;
const TIME = 'first complete view';
const MEMORY = 'memory (RSS), 15 s later';
const WATCHES = 'watches';
const EVENTS = 200;
const FRESHNESS_SECONDS = 20;
/** Events of an hour of a fleet, and how long they take here. */
const CHURN = { perSecond: 400, seconds: 45 };
const what = (size: number, of: string) => `${size} deployments: ${of}`;

const rss = () => megabytes(process.memoryUsage().rss);

/** Writes from another process; resolves with how many were written. */
async function write(
  sandbox: SandboxProcess,
  options: Omit<BackupWrites, 'sandbox'>,
): Promise<number> {
  const { rke2, token, ca } = sandbox;
  const writes: BackupWrites = { sandbox: { rke2, token, ca }, ...options };
  let written = 0;
  const { exited } = startChild(
    join(__dirname, '../sandbox/backupWritesProcess.ts'),
    [JSON.stringify(writes)],
    line => {
      if (line.startsWith('{')) {
        written = JSON.parse(line).sent;
      }
    },
  );
  await exited;
  return written;
}

async function observe(size: number): Promise<Measurement[]> {
  const sandbox = await startSandboxProcess(size);
  const epoch = now();
  const delays: number[] = [];
  let judged = 0;
  const { took, result: observatory } = await timed(async () => {
    const opened = openObservatory(sandbox, 'cluster', ({ after }) => {
      judged += 1;
      const sent = sentAt(after, epoch);
      if (sent !== undefined) {
        delays.push(now() - sent);
      }
    });
    await complete(opened, size);
    return opened;
  });
  await pause(15_000);
  const largest = size === MOST;
  const figures: Measurement[] = [
    {
      what: what(size, TIME),
      value: took / 1000,
      unit: 's',
      ...(largest && { most: 30 }),
    },
    {
      what: what(size, MEMORY),
      value: rss(),
      unit: 'MB',
      ...(largest && { most: 600 }),
    },
    { what: what(size, WATCHES), value: observatory.watches, unit: '' },
  ];
  if (largest) {
    delays.length = 0;
    judged = 0;
    const seconds = FRESHNESS_SECONDS;
    const sent = await write(sandbox, { epoch, perSecond: EVENTS, seconds });
    await pause(500);
    const label = `${size} deployments, ${EVENTS} events per second`;
    figures.push(
      {
        what: `${label}: from a change to its ETag, p50`,
        value: percentile(delays, 50),
        unit: 'ms',
      },
      {
        what: `${label}: from a change to its ETag, p99`,
        value: percentile(delays, 99),
        unit: 'ms',
        most: 50,
      },
      {
        what: `${label}: changes that arrived`,
        value: (100 * delays.length) / sent,
        unit: '%',
        least: 100,
      },
      {
        what: `${label}: statuses that changed per event`,
        value: judged / sent,
        unit: '',
        most: 1.05,
      },
    );
    const before = rss();
    await write(sandbox, { epoch, ...CHURN });
    await pause(5_000);
    figures.push({
      what: `${size} deployments: memory after ${
        CHURN.perSecond * CHURN.seconds
      } events, compared with before`,
      value: rss() / before,
      unit: '×',
      most: 1.1,
    });
  }
  await observatory.stop();
  return figures;
}

/** How the observing half of the backend carries a fleet, and how its cost grows. */
export const scenario: Scenario = {
  title: 'Portal: observing a fleet with one watch per kind, one replica',
  cases: Object.fromEntries(
    SIZES.map(size => [String(size), () => observe(size)]),
  ),
  compare(results) {
    return [TIME, MEMORY, WATCHES].flatMap((of): Measurement[] => {
      const [small, large] = [10, MOST].map(size =>
        valueOf(results, String(size), what(size, of)),
      );
      return small && large
        ? [
            {
              what: `Growth of ${of} per doubling, from 10 to ${MOST}`,
              value: (large / small) ** (1 / Math.log2(MOST / 10)),
              unit: '×',
              most: 2,
            },
          ]
        : [];
    });
  },
};
