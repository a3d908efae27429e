import type { ResourceRegistry } from '../resources/ResourceRegistry';

const FIELD_VALIDATION = {
  name: 'fieldValidation',
  in: 'query',
  schema: { type: 'string' },
};

const rootOf = (apiVersion: string) =>
  apiVersion.includes('/') ? `apis/${apiVersion}` : `api/${apiVersion}`;

/** Which group-versions have an OpenAPI v3 document. */
export function openApiIndex(registry: ResourceRegistry): object {
  return {
    paths: Object.fromEntries(
      registry.groupVersions().map(({ apiVersion }) => [
        rootOf(apiVersion),
        {
          serverRelativeURL: `/openapi/v3/${rootOf(apiVersion)}?hash=sandbox`,
        },
      ]),
    ),
  };
}

/**
 * The least document of a group-version with which `kubectl apply` and `create` leave validation to
 * the server: every kind's PATCH, with the parameter `fieldValidation`.
 */
export function openApiDocument(
  registry: ResourceRegistry,
  path: string,
): object | undefined {
  const found = registry
    .groupVersions()
    .find(({ apiVersion }) => rootOf(apiVersion) === path);
  if (!found) {
    return undefined;
  }
  const gvk = (kind: string) => ({
    group: found.group,
    version: found.version,
    kind,
  });
  return {
    openapi: '3.0.0',
    info: { title: 'Kasm sandbox', version: '1' },
    paths: Object.fromEntries(
      found.kinds.map(({ kind, plural, namespaced }) => [
        `/${path}/${
          namespaced ? 'namespaces/{namespace}/' : ''
        }${plural}/{name}`,
        {
          get: { 'x-kubernetes-group-version-kind': gvk(kind) },
          patch: {
            parameters: [FIELD_VALIDATION],
            'x-kubernetes-group-version-kind': gvk(kind),
          },
        },
      ]),
    ),
    components: {
      schemas: Object.fromEntries(
        found.kinds.map(({ kind, apiVersion }) => [
          `${apiVersion.replace('/', '.')}.${kind}`,
          {
            type: 'object',
            'x-kubernetes-group-version-kind': [gvk(kind)],
          },
        ]),
      ),
    },
  };
}
