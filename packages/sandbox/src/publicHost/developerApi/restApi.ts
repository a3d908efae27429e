import type { KasmInstallation } from '../../controllers/kasmApp/KasmInstallation';
import { bareId } from '../../controllers/kasmApp/kasmId';
import { json, type Reply } from '../Reply';
import { keyOf, type ApiKey } from './apiKeys';
import { zoneRecord } from './zoneCalls';

const ZONES = /^\/api\/admin\/infrastructure\/zones(?:\/([^/]+))?$/;

const detail = (status: number, text: string, headers = {}): Reply => ({
  ...json(status, { detail: text }),
  headers,
});

/** The key in an `Authorization: Basic` header. */
export function basicKey(
  authorization: string | undefined,
): ApiKey | undefined {
  const [, encoded] = /^Basic\s+(\S+)$/i.exec(authorization ?? '') ?? [];
  const [key, ...secret] = Buffer.from(encoded ?? '', 'base64')
    .toString()
    .split(':');
  return keyOf(key, secret.join(':'));
}

/** Whether a version has resource paths and Basic authentication. */
export const speaksRest = (version: string) => {
  const [major, minor] = version.split('.').map(Number);
  return major > 1 || minor >= 19;
};

/**
 * The newer form of the API: resources, Basic authentication, statuses that mean something. Undefined for
 * paths that are none.
 */
export function restApi(
  kasm: KasmInstallation,
  request: { method: string; path: string; authorization?: string },
): Reply | undefined {
  const match = ZONES.exec(request.path);
  if (!match || request.method !== 'GET') return undefined;
  const key = basicKey(request.authorization);
  if (!key || kasm.keysExpired) {
    return detail(401, 'Invalid credentials', { 'www-authenticate': 'Basic' });
  }
  if (!key.may('zones_view')) return detail(403, 'Insufficient permissions');
  const records = kasm.data.zones.map(zone => zoneRecord(kasm, zone));
  const [, id] = match;
  if (id === undefined) return json(200, { zones: records });
  const found = records.find(
    ({ zone_id: each }) => bareId(each) === bareId(id),
  );
  return found ? json(200, found) : detail(404, 'Resource not found');
}
