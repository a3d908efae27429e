import type { KubeResource } from './KubeClient';

/** Path of a collection or of one object below the server's address. */
export function resourcePath(
  resource: KubeResource,
  where: { namespace?: string; name?: string; subresource?: string } = {},
): string {
  const root = resource.apiVersion.includes('/') ? 'apis' : 'api';
  const parts = [root, ...resource.apiVersion.split('/')];
  if (resource.namespaced && where.namespace !== undefined) {
    parts.push('namespaces', where.namespace);
  }
  parts.push(resource.plural);
  if (where.name !== undefined) parts.push(where.name);
  if (where.subresource !== undefined) parts.push(where.subresource);
  return `/${parts.map(encodeURIComponent).join('/')}`;
}

/** Query string, with `?` unless it is empty; undefined values are left out. */
export function queryOf(
  values: Record<string, string | number | boolean | undefined>,
): string {
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(values)) {
    if (value !== undefined) query.set(key, String(value));
  }
  const text = query.toString();
  return text && `?${text}`;
}
