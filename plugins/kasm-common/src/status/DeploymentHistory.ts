import type { Health } from './health';

/**
 * A moment at which something became otherwise for people: the health, or the findings that count.
 *
 * @public
 */
export interface HistoryTransition {
  /** RFC 3339. */
  at: string;
  /** Absent in the first one: nothing was recorded before. */
  from?: Health;
  to: Health;
  /** The sentence that was shown then. */
  summary: string;
  /** Ids of findings that were not there before. */
  appeared: string[];
  /** Ids of findings that were over. */
  cleared: string[];
}

/**
 * One step of time in which something was recorded. Null is what nobody could see.
 *
 * @public
 */
export interface HistorySample {
  /** RFC 3339; when the step begins. */
  at: string;
  /** The worst in the step. */
  health: Health;
  /** How many minutes of the step were recorded. */
  minutes: number;
  /** Mean of the sessions. */
  sessions: number | null;
  sessionsMost: number | null;
  /** Fewest that were ready. */
  agentsReady: number | null;
  /** Most that were wanted. */
  agentsDesired: number | null;
  /** Fewest instances that were ready. */
  databaseReady: number | null;
  /** Most instances that were wanted. */
  databaseDesired: number | null;
  /** Least room: how many more of the smallest workspace could be started. */
  freeSlots: number | null;
  freeCores: number | null;
  /** Bytes. */
  freeMemory: number | null;
  /** Mean time to the public host's answer, in milliseconds. */
  endpointTime: number | null;
  endpointTimeMost: number | null;
}

/**
 * Answer of `GET /api/kasm/v1/deployments/{cluster}/{name}/history`.
 *
 * @public
 */
export interface DeploymentHistory {
  /** False when the portal keeps no history. */
  enabled: boolean;
  /** RFC 3339; begin of the first step. */
  from: string;
  /** RFC 3339; end of the last step. */
  to: string;
  /** Seconds of one step. */
  resolution: number;
  /** Oldest first; the newest 500. */
  transitions: HistoryTransition[];
  /** True when there were more transitions than are told. */
  more?: boolean;
  /** Oldest first, at most 500. A step in which nothing was recorded is not there. */
  samples: HistorySample[];
}
