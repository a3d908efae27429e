import type {
  DeploymentHistory,
  HistorySample,
  HistoryTransition,
} from '@kasm-portal/backstage-plugin-kasm-common';
import type { Knex } from 'knex';
import { STATEMENT_LIMIT } from '../database/PluginDatabase';
import { TOGETHER_SQL } from './sampleColumns';
import { beginOf, HEALTHS, HOUR, MS } from './steps';

/** Samples and transitions of one answer. */
export const MOST = 500;

/** Steps that people can think in, in minutes. Each is a multiple of every step that is kept below it. */
const STEPS = [1, 2, 5, 10, 20, 30, 60, 120, 180, 360, 720, 1440, 2880, 10_080];

/** Milliseconds since 1970. */
export interface Span {
  from: number;
  to: number;
  /** Seconds; no shorter steps. */
  resolution?: number;
}

/**
 * What was recorded of a deployment, in so long steps that there are at most 500. Each step is made of
 * what was kept of it; nothing is added where nothing was kept.
 *
 * @internal
 */
export async function readHistory(
  client: Knex,
  ref: string,
  { from, to, resolution = 0 }: Span,
): Promise<DeploymentHistory> {
  const known = await client('history_deployments')
    .where({ ref })
    .first<{ id: number }>('id')
    .timeout(STATEMENT_LIMIT);
  const first = Math.floor(from / MS);
  const last = Math.ceil(to / MS);
  // The hour in which the span begins may be kept as one.
  const kept = known && (await longestStep(client, known.id, first, last));
  const step = stepFor(first, last, Math.max(resolution / 60, kept ?? 0));
  const begin = beginOf(first, step);
  const end = Math.ceil(last / step) * step;
  const transitions = known
    ? await readTransitions(client, known.id, begin * MS, end * MS)
    : [];
  return {
    enabled: true,
    from: time(begin),
    to: time(end),
    resolution: step * 60,
    transitions: transitions.slice(0, MOST).reverse(),
    ...(transitions.length > MOST && { more: true }),
    samples: known ? await readSamples(client, known.id, step, begin, end) : [],
  };
}

async function longestStep(
  client: Knex,
  id: number,
  first: number,
  last: number,
): Promise<number> {
  const row = await client('history_samples')
    .where({ deployment_id: id })
    .where('minute', '>', first - HOUR)
    .where('minute', '<', last)
    .max<{ step: number | null }>({ step: 'step' })
    .first()
    .timeout(STATEMENT_LIMIT);
  return row?.step ?? 0;
}

/** The shortest step that is long enough. */
function stepFor(first: number, last: number, least: number): number {
  return (
    STEPS.find(
      step =>
        step >= least &&
        Math.ceil(last / step) - Math.floor(first / step) <= MOST,
    ) ?? STEPS[STEPS.length - 1]
  );
}

async function readTransitions(
  client: Knex,
  id: number,
  from: number,
  to: number,
): Promise<HistoryTransition[]> {
  const rows = await client('history_transitions')
    .where({ deployment_id: id })
    .where('at', '>=', from)
    .where('at', '<', to)
    .orderBy('at', 'desc')
    .limit(MOST + 1)
    .timeout(STATEMENT_LIMIT);
  return rows.map(row => ({
    at: new Date(Number(row.at)).toISOString(),
    ...(row.from_health && { from: row.from_health }),
    to: row.to_health,
    summary: row.summary,
    appeared: JSON.parse(row.appeared),
    cleared: JSON.parse(row.cleared),
  }));
}

async function readSamples(
  client: Knex,
  id: number,
  step: number,
  begin: number,
  end: number,
): Promise<HistorySample[]> {
  const rows: Array<Record<string, unknown>> = await client('history_samples')
    .select(client.raw(`minute / ${step} as bucket, ${TOGETHER_SQL}`))
    .where({ deployment_id: id })
    .where('minute', '>=', begin)
    .where('minute', '<', end)
    .groupByRaw(`minute / ${step}`)
    .orderBy('bucket')
    .timeout(STATEMENT_LIMIT);
  return rows.map(row => ({
    at: time(Number(row.bucket) * step),
    health: HEALTHS[Number(row.health)],
    minutes: Number(row.minutes),
    sessions: number(row.sessions),
    sessionsMost: number(row.sessions_most),
    agentsReady: number(row.agents_ready),
    agentsDesired: number(row.agents_desired),
    databaseReady: number(row.database_ready),
    databaseDesired: number(row.database_desired),
    freeSlots: number(row.free_slots),
    freeCores: number(row.free_cores),
    freeMemory: number(row.free_memory),
    endpointTime: number(row.endpoint_time),
    endpointTimeMost: number(row.endpoint_time_most),
  }));
}

/** PostgreSQL gives long numbers as text. Two digits after the point are enough for a mean. */
function number(value: unknown): number | null {
  return value === null || value === undefined
    ? null
    : Math.round(Number(value) * 100) / 100;
}

function time(minute: number): string {
  return new Date(minute * MS).toISOString();
}
