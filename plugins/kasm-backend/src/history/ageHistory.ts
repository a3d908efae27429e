import type { Knex } from 'knex';
import { STATEMENT_LIMIT } from '../database/PluginDatabase';
import { COLUMNS, TOGETHER_SQL } from './sampleColumns';
import { type Ageing, beginOf, HOUR, MINUTE, MS, TEN } from './steps';

/** Transitions that are forgotten at once. */
const TRANSITIONS = 5_000;

/**
 * One small piece of work on what has become old: puts the samples of one step together, or forgets
 * those of one hour. So each transaction is short, however much there is to do: no more rows than ten
 * for each deployment.
 *
 * @param now - milliseconds since 1970
 * @returns whether there was anything to do
 * @internal
 */
export async function ageHistory(
  transaction: Knex,
  ageing: Ageing,
  now: number,
): Promise<boolean> {
  const minute = Math.floor(now / MS);
  return (
    (await putTogether(transaction, MINUTE, TEN, minute - ageing.minutes)) ||
    (await putTogether(transaction, TEN, HOUR, minute - ageing.tens)) ||
    (await forgetSamples(transaction, minute - ageing.hours)) ||
    (await forgetTransitions(transaction, now - ageing.hours * MS))
  );
}

async function oldest(
  transaction: Knex,
  step: number,
): Promise<number | undefined> {
  const row = await transaction('history_samples')
    .where({ step })
    .orderBy('minute')
    .first<{ minute: number }>('minute')
    .timeout(STATEMENT_LIMIT);
  return row?.minute;
}

/** Of all deployments at once, the oldest step that is old enough as a whole. */
async function putTogether(
  transaction: Knex,
  step: number,
  into: number,
  before: number,
): Promise<boolean> {
  const first = await oldest(transaction, step);
  if (first === undefined) {
    return false;
  }
  const from = beginOf(first, into);
  const to = from + into;
  if (to > before) {
    return false;
  }
  await transaction
    .raw(
      `insert into history_samples
         (deployment_id, step, minute, ${COLUMNS.join(', ')})
       select deployment_id, ${into}, ${from}, ${TOGETHER_SQL}
       from history_samples
       where step = ${step} and minute >= ${from} and minute < ${to}
       group by deployment_id
       on conflict do nothing`,
    )
    .timeout(STATEMENT_LIMIT);
  await transaction('history_samples')
    .where({ step })
    .where('minute', '>=', from)
    .where('minute', '<', to)
    .delete()
    .timeout(STATEMENT_LIMIT);
  return true;
}

async function forgetSamples(
  transaction: Knex,
  before: number,
): Promise<boolean> {
  const first = await oldest(transaction, HOUR);
  if (first === undefined || first + HOUR > before) {
    return false;
  }
  await transaction('history_samples')
    .where({ step: HOUR })
    .where('minute', '<=', first)
    .delete()
    .timeout(STATEMENT_LIMIT);
  return true;
}

async function forgetTransitions(
  transaction: Knex,
  before: number,
): Promise<boolean> {
  const old = transaction('history_transitions')
    .select('id')
    .where('at', '<', before)
    .orderBy('at')
    .limit(TRANSITIONS);
  const gone = await transaction('history_transitions')
    .whereIn('id', old)
    .delete()
    .timeout(STATEMENT_LIMIT);
  return gone > 0;
}
