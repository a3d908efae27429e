import type {
  SourceName,
  StatusDocument,
} from '@kasm-portal/backstage-plugin-kasm-common';
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
  const seen = (source: SourceName) =>
    ['ok', 'empty'].includes(status.sources[source]?.state ?? '');
  const agents = seen('agentVms') ? status.agents : undefined;
  const database = seen('database') ? status.database : undefined;
  const kasm = seen('kasmApi') ? status : undefined;
  return {
    health: HEALTHS.indexOf(status.health),
    sessions: number(kasm?.sessions?.now),
    agentsReady: number(agents?.ready),
    agentsDesired: number(agents?.desired),
    databaseReady: number(database?.ready),
    databaseDesired: number(database?.desired),
    freeSlots: number(kasm?.capacity?.slots),
    freeCores: number(kasm?.capacity?.freeCores),
    freeMemory: number(kasm?.capacity?.freeMemory),
    endpointTime: seen('endpoint') ? number(endpointTime) : null,
  };
}

/** What comes from elsewhere may be no number that a database takes. */
function number(value: number | undefined): number | null {
  return Number.isFinite(value) ? value! : null;
}
