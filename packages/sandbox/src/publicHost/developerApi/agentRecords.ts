import {
  roomOf,
  sessionsOn,
  usedMemory,
} from '../../controllers/kasmApp/agentRoom';
import type { KasmAgent } from '../../controllers/kasmApp/KasmData';
import type { KasmInstallation } from '../../controllers/kasmApp/KasmInstallation';
import { dashed } from '../../controllers/kasmApp/kasmId';
import { kasmDate } from './kasmDate';

const zoneName = ({ data }: KasmInstallation, { zoneId }: KasmAgent) =>
  data.zones.find(({ id }) => id === zoneId)?.name ?? null;

/** A Docker agent as `get_agents` shows it. */
export function agentRecord(kasm: KasmInstallation, agent: KasmAgent) {
  return {
    agent_id: agent.id,
    server_id: agent.serverId,
    hostname: agent.hostname,
    status: kasm.status(agent),
    zone_id: dashed(agent.zoneId),
    zone_name: zoneName(kasm, agent),
    enabled: agent.enabled,
    agent_version: agent.version,
    last_reported: kasmDate(kasm.lastReport(agent)),
    cores: agent.cores,
    memory: agent.memory,
    gpus: 0,
    cores_override: agent.coresOverride,
    memory_override: agent.memoryOverride,
    gpus_override: 0,
    auto_prune_images: agent.autoPruneImages,
    kasms: roomOf(kasm.data, agent).sessions,
    disk_space: agent.disk,
    disk_space_used: kasm.usedDisk(agent),
    provider: agent.autoscaled ? 'harvester' : null,
  };
}

/** The same agent among the servers. */
export function serverRecord(kasm: KasmInstallation, agent: KasmAgent) {
  return {
    server_id: agent.serverId,
    friendly_name: null,
    hostname: agent.hostname,
    enabled: agent.enabled,
    server_type: 'host',
    operational_status: kasm.status(agent),
    last_reported: kasmDate(kasm.lastReport(agent)),
    zone_id: dashed(agent.zoneId),
    zone_name: zoneName(kasm, agent),
    connection_type: null,
    connection_port: null,
    connection_username: null,
    connection_info: null,
    connection_password: null,
    max_simultaneous_sessions: null,
    max_simultaneous_users: null,
    pool_id: null,
    cores: agent.cores,
    memory: agent.memory,
  };
}

/** What an agent told about itself in its last report. */
export function agentReport(kasm: KasmInstallation, agent: KasmAgent) {
  const used = kasm.usedDisk(agent);
  const memory = usedMemory(kasm.data, agent);
  return {
    name: agent.hostname,
    server_id: agent.serverId,
    health: kasm.status(agent) === 'running' ? 'healthy' : 'unhealthy',
    kasms: sessionsOn(kasm.data, agent).length,
    disk_space: agent.disk,
    disk_space_used: used,
    disk_space_free: agent.disk - used,
    memory_total: agent.memory,
    memory_used: memory,
    memory_free: agent.memory - memory,
  };
}
