import type { ResourceKind } from '../resources/ResourceKind';

const FIELD_VALIDATION = {
  name: 'fieldValidation',
  in: 'query',
  description:
    'What becomes of unknown and duplicate fields: Ignore, Warn or Strict.',
  schema: { type: 'string', uniqueItems: true },
};

const METHODS: Record<string, { verb: string; action: string }> = {
  get: { verb: 'get', action: 'get' },
  put: { verb: 'update', action: 'put' },
  patch: { verb: 'patch', action: 'patch' },
  delete: { verb: 'delete', action: 'delete' },
};
const COLLECTION: typeof METHODS = {
  get: { verb: 'list', action: 'list' },
  post: { verb: 'create', action: 'post' },
  delete: { verb: 'deletecollection', action: 'deletecollection' },
};

const writes = ['post', 'put', 'patch'];

/**
 * The operations of a kind. A patch names no media types: kubectl then knows how lists merge by
 * itself, and needs no merge keys from here.
 */
export function kindPaths(root: string, kind: ResourceKind): object {
  const { group, version, namespaced, plural } = kind;
  const gvk = { group, version, kind: kind.kind };
  const collection = `/${root}/${
    namespaced ? 'namespaces/{namespace}/' : ''
  }${plural}`;
  const operations = (methods: typeof METHODS) =>
    Object.fromEntries(
      Object.entries(methods)
        .filter(([, { verb }]) => kind.verbs.includes(verb))
        .map(([method, { action }]) => [
          method,
          {
            ...(writes.includes(method)
              ? { parameters: [FIELD_VALIDATION] }
              : {}),
            responses: { 200: { description: 'OK' } },
            'x-kubernetes-action': action,
            'x-kubernetes-group-version-kind': gvk,
          },
        ]),
    );
  const { delete: _, ...status } = METHODS;
  return {
    [collection]: operations(COLLECTION),
    [`${collection}/{name}`]: operations(METHODS),
    ...(kind.hasStatus
      ? { [`${collection}/{name}/status`]: operations(status) }
      : {}),
  };
}
