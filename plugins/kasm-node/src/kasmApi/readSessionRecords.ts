import { isIP } from 'node:net';
import { clusterText } from '../foreignText/clusterText';
import { redactLine } from '../foreignText/redact';
import {
  amount,
  flag,
  kasmId,
  kasmTime,
  known,
  records,
  word,
} from './kasmValues';
import type { KasmSessionRecord, KasmSessions } from './KasmReader';
import { isRecord } from './parseReply';
import { withoutPeople } from './withoutPeople';

/**
 * Of `get_kasms`. Its records carry `token`, `view_only_token`, `connection_credential` and paths with
 * tokens: what is not named here does not pass.
 */
export function readSessionRecords(
  reply: Record<string, unknown>,
): KasmSessions {
  return known({
    now: kasmTime(reply.current_time),
    sessions: records(reply.kasms).flatMap(record => session(record) ?? []),
  });
}

function session(
  record: Record<string, unknown>,
): KasmSessionRecord | undefined {
  const id = kasmId(record.kasm_id);
  if (!id) return undefined;
  const server = isRecord(record.server) ? record.server : {};
  const image = isRecord(record.image) ? record.image : {};
  const user = isRecord(record.user) ? record.user : {};
  const progress = amount(record.operational_progress);
  return known({
    id,
    status: word(record.operational_status) ?? 'unknown',
    agentId: kasmId(record.server_id) ?? kasmId(server.server_id),
    agentHostname: clusterText(server.hostname, 253),
    imageId: kasmId(record.image_id) ?? kasmId(image.image_id),
    workspace: clusterText(image.friendly_name ?? image.name, 100),
    zone: clusterText(record.zone_name ?? server.zone_name, 100),
    createdAt: kasmTime(record.created_date) ?? kasmTime(record.start_date),
    standby: flag(record.is_standby),
    progress: progress === undefined ? undefined : Math.min(100, progress),
    message: message(
      record.operational_message,
      user.username ?? record.username,
    ),
    cores: amount(record.cores),
    memory: amount(record.memory),
    person: person(user.username ?? record.username, record.client_ip),
  });
}

/** Kasm writes who asked, and from where, into its messages: they go where the session goes. */
function message(value: unknown, user: unknown): string | undefined {
  const text = clusterText(value, 1000);
  return text && redactLine(withoutPeople(text, user), 200);
}

function person(user: unknown, address: unknown): KasmSessionRecord['person'] {
  const found = known({
    user: clusterText(user, 200),
    address: typeof address === 'string' && isIP(address) ? address : undefined,
  });
  return Object.keys(found).length > 0 ? found : undefined;
}
