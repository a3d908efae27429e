import type { Attributes } from '../access/authorize';

/** What a path names, whether the cluster has it or not. */
export interface ResourceTarget {
  group: string;
  version: string;
  resource: string;
  namespace?: string;
  name?: string;
  subresource?: string;
}

/** Reads `/api/v1/…` and `/apis/G/V/…`; undefined for paths that name no resource. */
export function resourceTarget(path: string): ResourceTarget | undefined {
  const parts = path.split('/').filter(part => part !== '');
  const root = parts.shift();
  const group = root === 'apis' ? parts.shift() : '';
  const version = parts.shift();
  if (
    (root !== 'api' && root !== 'apis') ||
    group === undefined ||
    !version ||
    parts.length === 0
  ) {
    return undefined;
  }
  const names = parts.map(decodeURIComponent);
  const inNamespace =
    names[0] === 'namespaces' &&
    names.length > 2 &&
    !['status', 'finalize'].includes(names[2]);
  const namespace = inNamespace ? names[1] : undefined;
  const [resource, name, ...subresource] = inNamespace ? names.slice(2) : names;
  return {
    group,
    version,
    resource,
    ...(namespace ? { namespace } : {}),
    ...(name ? { name } : {}),
    ...(subresource.length > 0 ? { subresource: subresource.join('/') } : {}),
  };
}

/** What to ask the authoriser for a request. */
export function requestAttributes(
  method: string,
  target: ResourceTarget | undefined,
  path: string,
  query: URLSearchParams,
): Attributes {
  if (!target) {
    return { verb: method.toLowerCase(), path };
  }
  const { name, resource } = target;
  // The name of a Namespace is also the namespace that is asked about.
  const namespace =
    target.namespace ??
    (resource === 'namespaces' && target.group === '' ? name : undefined);
  return {
    ...target,
    ...(namespace ? { namespace } : {}),
    verb: verbOf(method, name !== undefined, query),
  };
}

/** Whether the query asks for a watch. */
export function asksToWatch(query: URLSearchParams): boolean {
  return ['true', '1'].includes(query.get('watch') ?? '');
}

function verbOf(
  method: string,
  named: boolean,
  query: URLSearchParams,
): string {
  switch (method) {
    case 'POST':
      return 'create';
    case 'PUT':
      return 'update';
    case 'PATCH':
      return 'patch';
    case 'DELETE':
      return named ? 'delete' : 'deletecollection';
    default:
      if (named) {
        return 'get';
      }
      return asksToWatch(query) ? 'watch' : 'list';
  }
}
