import type { Attributes } from '../access/authorize';
import { nameSelected } from '../selectors/fieldSelector';

/** What a path names, whether the cluster has it or not. */
export interface ResourceTarget {
  group: string;
  version: string;
  resource: string;
  namespace?: string;
  name?: string;
  subresource?: string;
}

/** Parts of a Namespace, which would else read as something in it. */
const NAMESPACE_PARTS = ['status', 'finalize'];

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
    !NAMESPACE_PARTS.includes(names[2]);
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

const WATCH_PATH = /^(\/api\/[^/]+|\/apis\/[^/]+\/[^/]+)\/watch\/(.+)$/;

/**
 * What a URL asks for. `/api/v1/watch/…` is an old way to ask for a watch of what follows, of one name
 * too.
 */
export function readTarget(url: URL): {
  target: ResourceTarget | undefined;
  query: URLSearchParams;
} {
  const [, root, rest] = WATCH_PATH.exec(url.pathname) ?? [];
  const query = new URLSearchParams(url.searchParams);
  if (!rest) {
    return { target: resourceTarget(url.pathname), query };
  }
  const { name, ...target } = resourceTarget(`${root}/${rest}`)!;
  query.set('watch', 'true');
  if (name) {
    const selected = query.get('fieldSelector');
    query.set(
      'fieldSelector',
      `metadata.name=${name}${selected ? `,${selected}` : ''}`,
    );
  }
  return { target, query };
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
  const verb = verbOf(method, target.name !== undefined, query);
  // Whoever asks for the one of a name by a selector asks for that one.
  const name =
    target.name ??
    (['list', 'watch', 'deletecollection'].includes(verb)
      ? nameSelected(query.get('fieldSelector') ?? '')
      : undefined);
  // The name of a Namespace is also the namespace that is asked about.
  const namespace =
    target.namespace ??
    (target.resource === 'namespaces' && target.group === ''
      ? target.name
      : undefined);
  return {
    ...target,
    ...(name ? { name } : {}),
    ...(namespace ? { namespace } : {}),
    // What comes behind it is the matter of who answers.
    ...(target.subresource
      ? { subresource: target.subresource.split('/')[0] }
      : {}),
    verb,
  };
}

/** Whether the query asks for a watch. */
export function asksToWatch(query: URLSearchParams): boolean {
  const text = query.get('watch');
  return text !== null && !['0', 'false'].includes(text.toLowerCase());
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
    case 'GET':
    case 'HEAD':
      if (named) {
        return 'get';
      }
      return asksToWatch(query) ? 'watch' : 'list';
    default:
      return '';
  }
}
