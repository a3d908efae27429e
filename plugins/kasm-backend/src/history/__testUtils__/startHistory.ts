import { mockServices } from '@backstage/backend-test-utils';
import type { StatusDocument } from '@kasm-portal/backstage-plugin-kasm-common';
import type { HistoryConfig } from '@kasm-portal/backstage-plugin-kasm-node';
import type { Knex } from 'knex';
import { LeaseLost } from '../../replicas/DatabaseLease';
import { HistoryArchive } from '../HistoryArchive';
import { HistoryRecorder } from '../HistoryRecorder';
import { MS } from '../steps';
import { statusOf } from './statusOf';

/** Midnight. */
export const BEGIN = Date.parse('2026-11-22T00:00:00Z');

export const CONFIG: HistoryConfig = {
  enabled: true,
  minuteHours: 24,
  tenMinuteDays: 7,
  days: 90,
  removedDays: 30,
};

/** One replica's history on a database, with a clock that the test has. */
export function startHistory(
  client: Knex,
  options: { config?: Partial<HistoryConfig>; now?: number } = {},
) {
  const config = { ...CONFIG, ...options.config };
  const logger = mockServices.logger.mock();
  const lease = {
    leads: true,
    follows: false,
    term: 1,
    async hold() {
      if (!lease.leads) {
        throw new LeaseLost();
      }
    },
  };
  const clock = { now: options.now ?? BEGIN };
  const seen = new Map<string, StatusDocument>();
  const times = new Map<string, number>();
  const gone = new Set<string>();
  const database: { client: Knex | undefined } = { client };
  const recorder = new HistoryRecorder({
    config,
    database,
    lease,
    logger,
    now: () => clock.now,
  });
  recorder.start({
    all: () =>
      [...seen].map(([ref, status]) => ({
        status,
        endpointTime: times.get(ref),
      })),
    isGone: ref => gone.has(ref),
  });
  return {
    recorder,
    lease,
    clock,
    logger,
    database,
    gone,
    times,
    archive: new HistoryArchive({ config, database, now: () => clock.now }),
    /** The deployment is judged now. */
    judge(ref: string, change: Partial<StatusDocument> = {}) {
      const after = statusOf(ref, clock.now, change);
      const before = seen.get(ref);
      seen.set(ref, after);
      recorder.changed({ deployment: { ref } as never, before, after });
    },
    remove(ref: string) {
      seen.delete(ref);
      recorder.forgotten(ref);
      gone.add(ref);
    },
    /** Minutes pass, one after the other. */
    async pass(minutes: number) {
      for (let left = minutes; left > 0; left -= 1) {
        clock.now += MS;
        await recorder.pulse();
      }
    },
    stop: () => recorder.stop(),
  };
}

export type TestHistory = ReturnType<typeof startHistory>;
