import type { KasmInstallation } from '../../controllers/kasmApp/KasmInstallation';
import type { KasmZone } from '../../controllers/kasmApp/KasmData';
import { dashed } from '../../controllers/kasmApp/kasmId';
import { byId, target, type Call } from './Call';

/** A zone as Kasm shows it. */
export function zoneRecord(kasm: KasmInstallation, zone: KasmZone) {
  return {
    zone_id: dashed(zone.id),
    zone_name: zone.name,
    auto_scaling_enabled: false,
    allow_origin_domain: '$request_host$',
    upstream_auth_address: zone.upstreamAuthAddress,
    load_balancing_strategy: 'least_load',
    search_alternate_zones: true,
    prioritize_static_agents: true,
    proxy_connections: true,
    proxy_hostname: zone.proxyHostname,
    proxy_path: 'desktop',
    proxy_port: zone.proxyPort,
    proxy_rdp_hostname: null,
    managers: [],
    servers: kasm.data.agents
      .filter(({ zoneId }) => zoneId === zone.id)
      .map(({ serverId, cores, memory }) => ({
        server_id: serverId,
        cores,
        memory,
      })),
  };
}

/** Zones. */
export const zoneCalls: Record<string, Call> = {
  get_zones: {
    permission: 'zones_view',
    answer: (kasm, { brief }) => ({
      zones: kasm.data.zones.map(zone =>
        brief === true
          ? { zone_id: dashed(zone.id), zone_name: zone.name }
          : zoneRecord(kasm, zone),
      ),
    }),
  },
  update_zone: {
    permission: 'zones_modify',
    changes: true,
    answer: (kasm, asked) => {
      const wanted = target(asked, 'target_zone');
      const zone = byId(kasm.data.zones, wanted.zone_id, 'zone_id');
      zone.upstreamAuthAddress =
        wanted.upstream_auth_address ?? zone.upstreamAuthAddress;
      zone.proxyHostname = wanted.proxy_hostname ?? zone.proxyHostname;
      zone.proxyPort = Number(wanted.proxy_port ?? zone.proxyPort);
      return { zone: zoneRecord(kasm, zone) };
    },
  },
};
