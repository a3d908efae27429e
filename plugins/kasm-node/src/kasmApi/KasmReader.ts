import type { KasmCallOptions } from './KasmApi';

/**
 * A session of Kasm. Moments are RFC 3339 by Kasm's own clock. What opens the session is not in it.
 *
 * @public
 */
export interface KasmSessionRecord {
  /** 32 hexadecimal digits, as all ids. */
  id: string;
  /** Lower case: `requested`, `starting`, `running`, `stopped`, `paused`, … */
  status: string;
  /** Agent that runs it; absent while it is being placed. */
  agentId?: string;
  /** Host name or address of that agent. */
  agentHostname?: string;
  imageId?: string;
  /** What people call the workspace. */
  workspace?: string;
  zone?: string;
  createdAt?: string;
  /** Staged ahead, with no user yet. */
  standby?: boolean;
  /** 0–100. */
  progress?: number;
  /** Redacted. */
  message?: string;
  cores?: number;
  /** Bytes. */
  memory?: number;
  /** Who uses it, where Kasm says so: only for callers that may know. */
  person?: { user?: string; address?: string };
}

/**
 * Answer of `get_kasms`.
 *
 * @public
 */
export interface KasmSessions {
  /** RFC 3339; Kasm's clock when it answered. */
  now?: string;
  sessions: KasmSessionRecord[];
}

/**
 * A Docker agent. Moments are RFC 3339 by Kasm's own clock.
 *
 * @public
 */
export interface KasmAgentRecord {
  id: string;
  /** Host name or address that it registered with. */
  hostname: string;
  enabled?: boolean;
  /** Lower case: `running`, `missing`, … */
  status?: string;
  lastCheckIn?: string;
  version?: string;
  zoneId?: string;
  zone?: string;
  autoscaled?: boolean;
  cores?: number;
  /** Bytes. */
  memory?: number;
  gpus?: number;
  /** 0 is none. */
  coresOverride?: number;
  /** Bytes; 0 is none. */
  memoryOverride?: number;
  /** Bytes. */
  disk?: { total: number; free: number };
}

/**
 * An agent's last report of its disk.
 *
 * @public
 */
export interface KasmAgentReport {
  id: string;
  /** Bytes. */
  disk?: { total: number; free: number };
}

/** @public */
export interface KasmWorkspace {
  id: string;
  name: string;
  enabled: boolean;
  /** Whether an enabled agent has its image. */
  available?: boolean;
  cores?: number;
  /** Bytes. */
  memory?: number;
  gpus?: number;
  /** Bound to one zone, server or network. */
  restricted?: boolean;
}

/** @public */
export interface KasmZone {
  id: string;
  name: string;
  upstreamAuthAddress?: string;
  proxyHostname?: string;
  proxyPort?: number;
}

/** @public */
export interface KasmLicence {
  /** RFC 3339. */
  expiresAt?: string;
  limit?: number;
  /** `Per Named User`, `Per Concurrent Kasm`, … as Kasm says it. */
  kind?: string;
}

/**
 * The lists that Kasm's API is asked for.
 *
 * @public
 */
export interface KasmLists {
  sessions: KasmSessions;
  agents: KasmAgentRecord[];
  reports: KasmAgentReport[];
  images: KasmWorkspace[];
  zones: KasmZone[];
  licences: KasmLicence[];
}

/**
 * Reads one deployment's Kasm with the read-only key. Nothing of it changes anything, and of every
 * answer only the fields of these types are kept. Every failure is a {@link KasmApiError}.
 *
 * @public
 */
export interface KasmReader {
  /** Seconds between two rounds of questions, from the configuration. */
  readonly interval: number;
  read<L extends keyof KasmLists>(
    list: L,
    options?: KasmCallOptions,
  ): Promise<KasmLists[L]>;
}
