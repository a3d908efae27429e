import { clusterText } from '../foreignText/clusterText';
import { amount, flag, kasmId, kasmTime, known, records } from './kasmValues';
import type { KasmLicence, KasmWorkspace, KasmZone } from './KasmReader';

/** Of `get_images`, whose records carry the registry's user and password. */
export function readWorkspaces(
  reply: Record<string, unknown>,
): KasmWorkspace[] {
  return records(reply.images).flatMap(record => {
    const id = kasmId(record.image_id);
    const name = clusterText(record.friendly_name ?? record.name, 100);
    if (!id || !name) return [];
    const bounds = ['zone', 'network', 'server'].map(what =>
      flag(record[`restrict_to_${what}`]),
    );
    return known<KasmWorkspace>({
      id,
      name,
      enabled: record.enabled === true,
      available: flag(record.available),
      cores: amount(record.cores),
      memory: amount(record.memory),
      gpus: amount(record.gpu_count),
      restricted: bounds.every(bound => bound === undefined)
        ? undefined
        : bounds.includes(true),
    });
  });
}

/** Of `get_zones`. A text that is empty is told: it is what is wrong then. */
export function readZones(reply: Record<string, unknown>): KasmZone[] {
  const text = (value: unknown) =>
    value === '' || value === null ? '' : clusterText(value, 253);
  return records(reply.zones).flatMap(record => {
    const id = kasmId(record.zone_id);
    const name = clusterText(record.zone_name, 100);
    if (!id || !name) return [];
    return known<KasmZone>({
      id,
      name,
      upstreamAuthAddress: text(record.upstream_auth_address),
      proxyHostname: text(record.proxy_hostname),
      proxyPort: amount(record.proxy_port),
    });
  });
}

/** Of `get_licenses`, without whom they are issued to. */
export function readLicences(reply: Record<string, unknown>): KasmLicence[] {
  return records(reply.licenses).map(record =>
    known<KasmLicence>({
      expiresAt: kasmTime(record.expiration),
      limit: amount(record.limit),
      kind: clusterText(record.license_type, 60),
    }),
  );
}
