import type { Knex } from 'knex';
import { STATEMENT_LIMIT } from '../database/PluginDatabase';
import {
  difference,
  type JudgedState,
  type RecordedState,
} from './RecordedState';
import type { Sample } from './sampleOf';
import { MINUTE } from './steps';
import { writeAccepted } from './writeAccepted';

/** SQLite takes 32,766 values in one statement, PostgreSQL 65,535. */
const SAMPLES = 1_500;

/** What knex makes of several rows for SQLite may have 500 of them. */
const ROWS = 400;

/** Samples of all deployments in one minute. */
export interface MinuteOfSamples {
  /** Minutes since 1970. */
  minute: number;
  samples: Map<string, Sample>;
}

interface Written extends RecordedState {
  id: number;
  changedAt: number;
  goneAt: number | null;
}

/**
 * Writes history as the one that leads. It knows what was written last of every deployment, so that
 * whatever it is given, a state that is written already makes no transition.
 *
 * @internal
 */
export class HistoryWriter {
  private constructor(private readonly written: Map<string, Written>) {}

  /** What was written until now, whoever wrote it. */
  static async read(transaction: Knex): Promise<HistoryWriter> {
    const rows = await transaction('history_deployments')
      .select('id', 'ref', 'health', 'findings', 'changed_at', 'gone_at')
      .timeout(STATEMENT_LIMIT);
    return new HistoryWriter(
      new Map(
        rows.map(row => [
          row.ref,
          {
            id: row.id,
            health: row.health,
            findings: JSON.parse(row.findings),
            changedAt: Number(row.changed_at),
            goneAt: row.gone_at === null ? null : Number(row.gone_at),
          },
        ]),
      ),
    );
  }

  /**
   * Writes what is otherwise than written, in the order of the states. Of the past only what is newer
   * than what was written: another leader may have seen it, too. The newest state of each deployment
   * is compared whatever the clocks say.
   *
   * @returns deployments whose values the database refuses; what is of others is written
   */
  async writeStates(
    transaction: Knex,
    states: JudgedState[],
  ): Promise<string[]> {
    const refs = [...new Set(states.map(({ ref }) => ref))];
    return writeAccepted(transaction, refs, (savepoint, some) => {
      const those = new Set(some);
      return this.writeStatesOf(
        savepoint,
        states.filter(({ ref }) => those.has(ref)),
      );
    });
  }

  private async writeStatesOf(
    transaction: Knex,
    states: JudgedState[],
  ): Promise<void> {
    const newest = new Map(states.map(state => [state.ref, state]));
    const current = new Map<string, RecordedState & { changedAt: number }>();
    const transitions: Array<{ ref: string; row: object }> = [];
    for (const state of states) {
      const { ref, health, findings, summary } = state;
      const before = current.get(ref) ?? this.written.get(ref);
      const changes = difference(before, state);
      const past = before !== undefined && state.at <= before.changedAt;
      if (!changes || (past && newest.get(ref) !== state)) {
        continue;
      }
      const at = past ? before.changedAt + 1 : state.at;
      current.set(ref, { health, findings, changedAt: at });
      transitions.push({
        ref,
        row: {
          at,
          from_health: before?.health ?? null,
          to_health: health,
          summary,
          appeared: JSON.stringify(changes.appeared),
          cleared: JSON.stringify(changes.cleared),
        },
      });
    }
    const ids = new Map<string, number>();
    for (const part of parts([...current])) {
      const rows: Array<{ id: number; ref: string }> = await transaction(
        'history_deployments',
      )
        .insert(
          part.map(([ref, { health, findings, changedAt }]) => ({
            ref,
            health,
            findings: JSON.stringify(findings),
            changed_at: changedAt,
            gone_at: null,
          })),
        )
        .onConflict('ref')
        .merge()
        .returning(['id', 'ref'])
        .timeout(STATEMENT_LIMIT);
      rows.forEach(({ id, ref }) => ids.set(ref, id));
    }
    for (const part of parts(transitions)) {
      await transaction('history_transitions')
        .insert(
          part.map(({ ref, row }) => ({ deployment_id: ids.get(ref), ...row })),
        )
        .timeout(STATEMENT_LIMIT);
    }
    current.forEach((state, ref) =>
      this.written.set(ref, { ...state, id: ids.get(ref)!, goneAt: null }),
    );
  }

  /**
   * One statement for up to 1,500 samples. A minute that is written already stays as it is.
   *
   * @returns deployments whose values the database refuses; what is of others is written
   */
  async writeSamples(
    transaction: Knex,
    minutes: MinuteOfSamples[],
  ): Promise<string[]> {
    const rows = minutes.flatMap(({ minute, samples }) =>
      [...samples].flatMap(([ref, sample]) => {
        const known = this.written.get(ref);
        return known ? [{ ref, row: rowOf(known.id, minute, sample) }] : [];
      }),
    );
    const refused: string[] = [];
    for (const part of parts(rows, SAMPLES)) {
      const those = await writeAccepted(
        transaction,
        part,
        async (savepoint, some) => {
          const written = some.map(({ row }) => row);
          await savepoint
            .raw(insertSql(written), written.flatMap(Object.values))
            .timeout(STATEMENT_LIMIT);
        },
      );
      refused.push(...those.map(({ ref }) => ref));
    }
    return refused;
  }

  /**
   * Notes which deployments are there no more, and since when.
   *
   * @param isGone - false, too, for those of which nobody can tell
   */
  async noteGone(
    transaction: Knex,
    isGone: (ref: string) => boolean,
    now: number,
  ): Promise<void> {
    const gone: number[] = [];
    const back: number[] = [];
    for (const [ref, known] of this.written) {
      if (known.goneAt === null && isGone(ref)) {
        gone.push(known.id);
        known.goneAt = now;
      } else if (known.goneAt !== null && !isGone(ref)) {
        back.push(known.id);
        known.goneAt = null;
      }
    }
    for (const [ids, at] of [
      [gone, now],
      [back, null],
    ] as const) {
      for (const part of parts([...ids])) {
        await transaction('history_deployments')
          .whereIn('id', part)
          .update({ gone_at: at })
          .timeout(STATEMENT_LIMIT);
      }
    }
  }

  /** Forgets some deployments that are gone since before a moment, and says whether there are more. */
  async forgetGone(
    transaction: Knex,
    before: number,
    most: number,
  ): Promise<boolean> {
    const due = [...this.written].filter(
      ([, { goneAt }]) => goneAt !== null && goneAt <= before,
    );
    for (const [ref, { id }] of due.slice(0, most)) {
      for (const table of ['history_samples', 'history_transitions']) {
        await transaction(table)
          .where({ deployment_id: id })
          .delete()
          .timeout(STATEMENT_LIMIT);
      }
      await transaction('history_deployments')
        .where({ id })
        .delete()
        .timeout(STATEMENT_LIMIT);
      this.written.delete(ref);
    }
    return due.length > most;
  }
}

function rowOf(deployment_id: number, minute: number, sample: Sample) {
  return {
    deployment_id,
    step: MINUTE,
    minute,
    health: sample.health,
    minutes: 1,
    sessions: sample.sessions,
    sessions_most: whole(sample.sessions),
    agents_ready: whole(sample.agentsReady),
    agents_desired: whole(sample.agentsDesired),
    database_ready: whole(sample.databaseReady),
    database_desired: whole(sample.databaseDesired),
    free_slots: whole(sample.freeSlots),
    free_cores: sample.freeCores,
    free_memory: whole(sample.freeMemory),
    endpoint_time: sample.endpointTime,
    endpoint_time_most: sample.endpointTime,
  };
}

/** Not knex's own, which cannot put 1,000 rows into one statement on SQLite. */
function insertSql(rows: Array<ReturnType<typeof rowOf>>): string {
  const columns = Object.keys(rows[0]);
  const values = `(${columns.map(() => '?').join(', ')})`;
  return `insert into history_samples (${columns.join(', ')})
    values ${rows.map(() => values).join(', ')}
    on conflict do nothing`;
}

function whole(value: number | null): number | null {
  return value === null ? null : Math.round(value);
}

function* parts<T>(all: T[], size = ROWS): Generator<T[]> {
  for (let from = 0; from < all.length; from += size) {
    yield all.slice(from, from + size);
  }
}
