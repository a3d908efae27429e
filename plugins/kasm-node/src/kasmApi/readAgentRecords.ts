import { clusterText } from '../foreignText/clusterText';
import {
  amount,
  flag,
  kasmId,
  kasmTime,
  known,
  records,
  word,
} from './kasmValues';
import type { KasmAgentRecord, KasmAgentReport } from './KasmReader';

/** The calls are not documented, and neither is the name of this field. */
const LAST_CHECK_IN = [
  'last_reported',
  'last_reported_time',
  'last_report',
  'last_checkin',
  'last_check_in',
  'last_heartbeat',
];

/** Of `get_agents`, or of `get_servers` where a Kasm or a key has only that. */
export function readAgentRecords(
  reply: Record<string, unknown>,
): KasmAgentRecord[] {
  const servers = records(reply.servers).filter(
    ({ server_type: type }) => type === undefined || type === 'host',
  );
  return [...records(reply.agents), ...servers].flatMap(record => {
    // sessions name the server, so that is the id by which they are joined
    const id = kasmId(record.server_id) ?? kasmId(record.agent_id);
    const hostname = clusterText(record.hostname, 253);
    if (!id || !hostname) return [];
    return known<KasmAgentRecord>({
      id,
      hostname,
      enabled: flag(record.enabled),
      status: word(record.status ?? record.operational_status),
      lastCheckIn: LAST_CHECK_IN.flatMap(
        field => kasmTime(record[field]) ?? [],
      )[0],
      version: clusterText(record.agent_version ?? record.version, 40),
      zoneId: kasmId(record.zone_id),
      zone: clusterText(record.zone_name, 100),
      autoscaled:
        'provider' in record ? typeof record.provider === 'string' : undefined,
      cores: amount(record.cores),
      memory: amount(record.memory),
      gpus: amount(record.gpus),
      coresOverride: amount(record.cores_override),
      memoryOverride: amount(record.memory_override),
      disk: disk(record),
    });
  });
}

/** Of `get_agent_report`. */
export function readAgentReports(
  reply: Record<string, unknown>,
): KasmAgentReport[] {
  return records(reply.agents).flatMap(record => {
    const id = kasmId(record.server_id) ?? kasmId(record.agent_id);
    return id ? known<KasmAgentReport>({ id, disk: disk(record) }) : [];
  });
}

/** Bytes; from what is free, or else from what is used. */
function disk(record: Record<string, unknown>): KasmAgentReport['disk'] {
  const total = amount(record.disk_space);
  const used = amount(record.disk_space_used);
  const free =
    amount(record.disk_space_free) ??
    (total !== undefined && used !== undefined
      ? Math.max(0, total - used)
      : undefined);
  return total !== undefined && total > 0 && free !== undefined
    ? { total, free }
    : undefined;
}
