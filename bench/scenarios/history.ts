import knexFactory, { type Knex } from 'knex';
import { startPostgres } from '../../plugins/kasm-backend/src/__testUtils__/startPostgres';
import { migrationsDirectory } from '../../plugins/kasm-backend/src/database/PluginDatabase';
import { ageHistory } from '../../plugins/kasm-backend/src/history/ageHistory';
import { HistoryWriter } from '../../plugins/kasm-backend/src/history/HistoryWriter';
import { readHistory } from '../../plugins/kasm-backend/src/history/readHistory';
import type { JudgedState } from '../../plugins/kasm-backend/src/history/RecordedState';
import type { Sample } from '../../plugins/kasm-backend/src/history/sampleOf';
import type { Measurement, Scenario } from '../harness/Scenario';
import { median, megabytes, percentile, timed } from '../harness/statistics';

const SIZE = 1_000;
const MINUTES = 30;
const QUERIES = 50;

const DAY = 24 * 60;
const AGEING = {
  minutes: DAY,
  tens: 7 * DAY,
  hours: 90 * DAY,
  removed: 30 * DAY,
};
/** Where what is kept in full begins: a whole number of hours, so that all ages meet exactly. */
const NOW = Math.floor(Date.parse('2026-11-22T00:00:00Z') / 60_000);

const SAMPLE: Sample = {
  health: 0,
  sessions: 12,
  agentsReady: 10,
  agentsDesired: 10,
  databaseReady: 3,
  databaseDesired: 3,
  freeSlots: 28,
  freeCores: 57.5,
  freeMemory: 120_000_000_000,
  endpointTime: 31,
};

const refs = Array.from({ length: SIZE }, (_, index) => `rke2/kasm-${index}`);

/** What 90 days of 1,000 deployments leave behind. */
async function fill(client: Knex): Promise<void> {
  const ages: Array<[number, number, number]> = [
    [1, NOW - AGEING.minutes, NOW],
    [10, NOW - AGEING.tens, NOW - AGEING.minutes],
    [60, NOW - AGEING.hours, NOW - AGEING.tens],
  ];
  for (const [step, from, to] of ages) {
    await client.raw(
      `insert into history_samples
         (deployment_id, step, minute, health, minutes, sessions, sessions_most, agents_ready,
          agents_desired, database_ready, database_desired, free_slots, free_cores, free_memory,
          endpoint_time, endpoint_time_most)
       select d.id, ?::int, m, 0, ?::int, 12.5, 20, 10, 10, 3, 3, 28, 57.5, 120000000000, 31.25, 80
       from generate_series(?::int, ?::int - 1, ?::int) m cross join history_deployments d`,
      [step, step, from, to, step],
    );
  }
  await client.raw('vacuum analyze history_samples');
}

async function measure(): Promise<Measurement[]> {
  const postgres = await startPostgres();
  const client = knexFactory({ client: 'pg', connection: postgres.connection });
  try {
    await client.migrate.latest({ directory: migrationsDirectory() });
    const writer = await HistoryWriter.read(client);
    const states: JudgedState[] = refs.map(ref => ({
      ref,
      at: (NOW - AGEING.hours) * 60_000,
      health: 'healthy',
      findings: [],
      summary: 'All 6 components run.',
    }));
    const first = await timed(() =>
      client.transaction(each => writer.writeStates(each, states)),
    );
    await fill(client);
    const size = await client.raw(
      `select pg_total_relation_size('history_samples') as bytes, count(*) as rows from history_samples`,
    );

    const inserts: number[] = [];
    for (let minute = NOW; minute < NOW + MINUTES; minute += 1) {
      const samples = new Map(refs.map(ref => [ref, SAMPLE]));
      const { took } = await timed(() =>
        client.transaction(each =>
          writer.writeSamples(each, [{ minute, samples }]),
        ),
      );
      inserts.push(took);
    }

    const ageing: number[] = [];
    for (;;) {
      const { took, result } = await timed(() =>
        client.transaction(each =>
          ageHistory(each, AGEING, (NOW + MINUTES) * 60_000),
        ),
      );
      if (!result) break;
      ageing.push(took);
    }

    const queries = async (days: number) => {
      const taken: number[] = [];
      let bytes = 0;
      for (let count = 0; count < QUERIES; count += 1) {
        const { took, result } = await timed(() =>
          readHistory(client, refs[(count * 17) % SIZE], {
            from: (NOW - days * DAY) * 60_000,
            to: NOW * 60_000,
          }),
        );
        taken.push(took);
        bytes = JSON.stringify(result).length;
      }
      return { taken, bytes };
    };
    const day = await queries(1);
    const all = await queries(90);

    return [
      {
        what: 'Rows that 90 days of 1,000 deployments leave',
        value: Number(size.rows[0].rows),
        unit: '',
        most: 5_000_000,
      },
      {
        what: 'Size of the same with its indexes',
        value: megabytes(Number(size.rows[0].bytes)),
        unit: 'MB',
      },
      {
        what: 'First states of 1,000 deployments',
        value: first.took,
        unit: 'ms',
      },
      {
        what: 'One minute of 1,000 deployments written, p50',
        value: median(inserts),
        unit: 'ms',
      },
      {
        what: 'One minute of 1,000 deployments written, p99',
        value: percentile(inserts, 99),
        unit: 'ms',
        most: 1_000,
      },
      {
        what: 'One piece of down-sampling (10,000 rows), p50',
        value: median(ageing),
        unit: 'ms',
      },
      {
        what: 'One piece of down-sampling (10,000 rows), longest',
        value: Math.max(...ageing),
        unit: 'ms',
        most: 2_000,
      },
      {
        what: '24 hours of one deployment read, p50',
        value: median(day.taken),
        unit: 'ms',
      },
      {
        what: '90 days of one deployment read, p50',
        value: median(all.taken),
        unit: 'ms',
        most: 200,
      },
      {
        what: '90 days of one deployment read, p99',
        value: percentile(all.taken, 99),
        unit: 'ms',
      },
      {
        what: '90 days of one deployment as JSON',
        value: megabytes(all.bytes),
        unit: 'MB',
        most: 0.2,
      },
    ];
  } finally {
    await client.destroy();
    await postgres.stop();
  }
}

/** What remembering costs, on the real PostgreSQL, when it is full. */
export const scenario: Scenario = {
  title: 'History of 1,000 deployments, on PostgreSQL',
  cases: { postgres: measure },
};
