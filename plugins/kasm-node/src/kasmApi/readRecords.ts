import { clusterText } from '../foreignText/clusterText';
import type { KasmAgent, KasmSession } from './KasmApi';
import { kasmId, records } from './kasmValues';
import { isRecord } from './parseReply';

/** An agent with the two ids that Kasm's calls ask for. */
export interface AgentRecord {
  agent: KasmAgent;
  /** What `update_agent` and `delete_agent` want; absent in lists of servers. */
  agentId?: string;
  /** What `update_server` and `delete_server` want. */
  serverId?: string;
}

/** Of `get_kasms`: what the portal needs, and nothing that opens a session or names a person. */
export function readSessions(reply: Record<string, unknown>): KasmSession[] {
  return records(reply.kasms).flatMap(record => {
    const id = kasmId(record.kasm_id);
    if (!id) return [];
    const server = isRecord(record.server) ? record.server : {};
    const agentId = kasmId(record.server_id) ?? kasmId(server.server_id);
    return [
      {
        id,
        ...(agentId && { agentId }),
        status: clusterText(record.operational_status, 40) ?? 'unknown',
      },
    ];
  });
}

/** Of `get_agents`, or of `get_servers` where a Kasm has only that. */
export function readAgents(reply: Record<string, unknown>): AgentRecord[] {
  const servers = records(reply.servers).filter(
    ({ server_type: type }) => type === undefined || type === 'host',
  );
  return [...records(reply.agents), ...servers].flatMap(record => {
    const agentId = kasmId(record.agent_id);
    const serverId = kasmId(record.server_id);
    // sessions name the server, so that is the id by which they are joined
    const id = serverId ?? agentId;
    const hostname = clusterText(record.hostname, 253);
    if (!id || !hostname) return [];
    const status = clusterText(record.status ?? record.operational_status, 40);
    return [
      {
        agent: {
          id,
          hostname,
          ...(typeof record.enabled === 'boolean' && {
            enabled: record.enabled,
          }),
          ...(status && { status }),
          ...(typeof record.provider === 'string' && { autoscaled: true }),
        },
        ...(agentId && { agentId }),
        ...(serverId && { serverId }),
      },
    ];
  });
}
