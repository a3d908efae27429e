import type { KasmInstallation } from '../../controllers/kasmApp/KasmInstallation';
import type { KasmSession } from '../../controllers/kasmApp/KasmData';
import { kasmDate } from './kasmDate';

const PORTS = { vnc: 6901, audio: 4901, audio_input: 4903, uploads: 4902 };

function message(kasm: KasmInstallation, session: KasmSession): string {
  if (session.trouble) return session.trouble;
  switch (session.status) {
    case 'requested':
      return 'Waiting for an agent';
    case 'starting':
      return kasm.progress(session) < 50
        ? 'Creating container'
        : 'Starting desktop';
    default:
      return '';
  }
}

/** Where a session has got. */
export const operational = (kasm: KasmInstallation, session: KasmSession) => ({
  operational_status: session.status,
  operational_message: message(kasm, session),
  operational_progress: kasm.progress(session),
});

/** A session as Kasm shows it, with what opens it. */
export function sessionRecord(kasm: KasmInstallation, session: KasmSession) {
  const { data, host } = kasm;
  const agent = data.agents.find(({ id }) => id === session.agentId);
  const user = data.users.find(({ id }) => id === session.userId);
  const image = data.images.find(({ id }) => id === session.imageId);
  const zone = data.zones.find(({ id }) => id === agent?.zoneId);
  const started = session.startedAt;
  return {
    kasm_id: session.id,
    user_id: session.userId,
    image_id: session.imageId,
    server_id: agent?.serverId ?? null,
    share_id: session.shareId,
    ...operational(kasm, session),
    created_date: kasmDate(session.createdAt),
    start_date: started === undefined ? null : kasmDate(started),
    keepalive_date: kasmDate(session.keptAlive),
    expiration_date: kasmDate(session.keptAlive + 3_600_000),
    host,
    hostname: host,
    port: zone?.proxyPort ?? null,
    container_id: started === undefined ? null : session.id.repeat(2),
    container_ip: started === undefined ? null : '172.18.0.3',
    cores: session.cores,
    memory: session.memory,
    gpus: 0,
    is_persistent_profile: false,
    persistent_profile_mode: null,
    point_of_presence: null,
    zone_name: zone?.name ?? null,
    docker_network: 'kasm_default_network',
    is_standby: false,
    agent_installed: null,
    autoscale_config_id: null,
    staging_config_id: null,
    cast_config_id: null,
    connection_proxy_id: null,
    connection_credential: 'sandbox-vnc-password',
    port_map: Object.fromEntries(
      Object.entries(PORTS).map(([name, port]) => [
        name,
        { port, path: `desktop/${session.id}/${name}?token=${session.token}` },
      ]),
    ),
    client_settings: {
      allow_kasm_audio: true,
      allow_kasm_clipboard_down: true,
      allow_kasm_clipboard_up: true,
    },
    queued_tasks: [],
    server: agent
      ? {
          server_id: agent.serverId,
          hostname: agent.hostname,
          port: 443,
          zone_name: zone?.name,
          provider: agent.autoscaled ? 'harvester' : null,
        }
      : null,
    user: { username: user?.username ?? null },
    image: {
      image_id: session.imageId,
      name: image?.name,
      friendly_name: image?.friendlyName,
      image_src: null,
    },
    token: session.token,
    view_only_token: session.viewOnlyToken,
  };
}
