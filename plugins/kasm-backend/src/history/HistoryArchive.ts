import { InputError, ServiceUnavailableError } from '@backstage/errors';
import type { DeploymentHistory } from '@kasm-portal/backstage-plugin-kasm-common';
import type { HistoryConfig } from '@kasm-portal/backstage-plugin-kasm-node';
import type { PluginDatabase } from '../database/PluginDatabase';
import { readHistory } from './readHistory';
import { MS } from './steps';

const DAY = 24 * 60 * MS;

/** Somebody waits for the answer. */
const READ_LIMIT = 5_000;

/** As it comes from the address. */
export interface HistoryQuery {
  from?: string;
  to?: string;
  resolution?: number | string;
}

/**
 * What people may ask of the history. When the database is away it says so, soon, and nothing else
 * suffers.
 *
 * @internal
 */
export class HistoryArchive {
  constructor(
    private readonly options: {
      config: HistoryConfig;
      database: Pick<PluginDatabase, 'client'>;
      now?: () => number;
    },
  ) {}

  /**
   * @throws InputError for a span that is none
   * @throws ServiceUnavailableError while the database is away
   */
  async read(ref: string, query: HistoryQuery): Promise<DeploymentHistory> {
    const span = this.spanOf(query);
    const { config, database } = this.options;
    if (!config.enabled) {
      return {
        enabled: false,
        from: new Date(span.from).toISOString(),
        to: new Date(span.to).toISOString(),
        resolution: 60,
        transitions: [],
        samples: [],
      };
    }
    const { client } = database;
    if (!client) {
      throw unavailable();
    }
    return inTime(readHistory(client, ref, span));
  }

  /** No longer than anything is kept, so that whatever is asked costs no more than that. */
  private spanOf({ from, to, resolution }: HistoryQuery) {
    const now = (this.options.now ?? Date.now)();
    const end = to === undefined ? now : momentOf('to', to);
    const begin = from === undefined ? end - DAY : momentOf('from', from);
    if (begin >= end) {
      throw new InputError('from must be before to');
    }
    const oldest = now - (this.options.config.days + 1) * DAY;
    return {
      from: Math.max(begin, oldest),
      // With the minute that begins now.
      to: Math.max(Math.min(end, now + 1), oldest + MS),
      ...(resolution !== undefined && { resolution: Number(resolution) }),
    };
  }
}

function momentOf(name: string, text: string): number {
  const moment = Date.parse(text);
  if (Number.isNaN(moment)) {
    throw new InputError(`${name} must be a time such as 2026-11-22T12:00:00Z`);
  }
  return moment;
}

function unavailable(): Error {
  return new ServiceUnavailableError(
    "The portal's database does not answer, so there is no history to show now",
  );
}

async function inTime<T>(reading: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(unavailable()), READ_LIMIT);
  });
  try {
    return await Promise.race([
      reading.catch(() => {
        // Why is in the log of what writes; a caller has no use for SQL.
        throw unavailable();
      }),
      late,
    ]);
  } finally {
    clearTimeout(timer);
  }
}
