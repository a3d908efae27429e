import type { StatusDocument } from '@kasm-portal/backstage-plugin-kasm-common';
import { seenNow } from '../evaluate/seenNow';
import { HEALTHS } from './steps';

/** What is kept of one deployment each minute: numbers only. Null is what nobody could see. */
export interface Sample {
  /** Index in HEALTHS. */
  health: number;
  sessions: number | null;
  agentsReady: number | null;
  agentsDesired: number | null;
  databaseReady: number | null;
  databaseDesired: number | null;
  freeSlots: number | null;
  freeCores: number | null;
  freeMemory: number | null;
  endpointTime: number | null;
}

/** The most that a column for a count takes, in every database. */
const MOST = 2 ** 31 - 1;

/**
 * The sample of a judged deployment. What a source said before it went blind is no fact of this
 * minute.
 *
 * @param endpointTime - milliseconds that the last look at the public host took
 */
export function sampleOf(
  status: StatusDocument,
  endpointTime?: number,
): Sample {
  const { agents, database, sessions, capacity, endpoint } = seenNow(status);
  return {
    health: HEALTHS.indexOf(status.health),
    sessions: number(sessions?.now),
    agentsReady: number(agents?.ready),
    agentsDesired: number(agents?.desired),
    databaseReady: number(database?.ready),
    databaseDesired: number(database?.desired),
    freeSlots: number(capacity?.slots),
    freeCores: number(capacity?.freeCores),
    freeMemory: number(capacity?.freeMemory, Number.MAX_SAFE_INTEGER),
    endpointTime: endpoint ? number(endpointTime) : null,
  };
}

/** What comes from elsewhere may be no number that a database takes. */
function number(value: number | undefined, most = MOST): number | null {
  return Number.isFinite(value) ? Math.min(Math.max(value!, 0), most) : null;
}
