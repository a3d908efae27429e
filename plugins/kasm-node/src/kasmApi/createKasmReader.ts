import type { KasmCallOptions } from './KasmApi';
import { KasmApiError } from './KasmApiError';
import type { KasmCaller } from './KasmCaller';
import type { KasmCall } from './kasmCalls';
import type { KasmLists, KasmReader } from './KasmReader';
import { readAgentRecords, readAgentReports } from './readAgentRecords';
import { readSessionRecords } from './readSessionRecords';
import {
  readLicences,
  readWorkspaces,
  readZones,
} from './readWorkspaceRecords';

type Read<T> = {
  /** In the order in which they are tried, while a call is not known or not permitted. */
  calls: KasmCall[];
  from(reply: Record<string, unknown>): T;
};

const LISTS: { [L in keyof KasmLists]: Read<KasmLists[L]> } = {
  sessions: { calls: ['get_kasms'], from: readSessionRecords },
  // Docker agents are servers too, for keys and for releases that know only those.
  agents: { calls: ['get_agents', 'get_servers'], from: readAgentRecords },
  reports: { calls: ['get_agent_report'], from: readAgentReports },
  images: { calls: ['get_images'], from: readWorkspaces },
  zones: { calls: ['get_zones'], from: readZones },
  licences: { calls: ['get_licenses'], from: readLicences },
};

/** Reads the lists of one deployment's Kasm, and nothing else. */
export function createKasmReader(
  caller: KasmCaller,
  interval: number,
): KasmReader {
  return {
    interval,
    async read(list, options) {
      const { calls, from } = LISTS[list];
      return from(await firstAllowed(caller, calls, options));
    },
  };
}

async function firstAllowed(
  caller: KasmCaller,
  calls: KasmCall[],
  options: KasmCallOptions | undefined,
): Promise<Record<string, unknown>> {
  let refusal: unknown;
  for (const call of calls) {
    try {
      return await caller.call(call, {}, options);
    } catch (error) {
      const next =
        error instanceof KasmApiError &&
        (error.kind === 'notFound' || error.kind === 'notPermitted');
      if (!next) throw error;
      // What was asked for first is what people are told to permit.
      refusal ??= error;
    }
  }
  throw refusal;
}
