import {
  clusterText,
  type KubeObject,
} from '@kasm-portal/backstage-plugin-kasm-node';

type RawManager = {
  manager?: string;
  subresource?: string;
  fieldsV1?: { 'f:spec'?: Record<string, unknown> };
};

/** Helm itself, and the portal, whose restarts touch neither. */
const OURS = /^(helm|kasm-portal)(-|$)/;

/** Of one object at most. */
const MOST = 5;

/**
 * Who else than Helm set a workload's replicas or images. Helm 4 applies on the server's side, where a
 * field that is somebody else's stops it. Only names are kept of `managedFields`.
 */
export function foreignManagers({
  managedFields,
}: KubeObject['metadata']): string[] | undefined {
  if (!Array.isArray(managedFields)) {
    return undefined;
  }
  const names = (managedFields as RawManager[])
    .filter(({ subresource, fieldsV1 }) => {
      const spec = fieldsV1?.['f:spec'];
      return (
        subresource !== 'status' &&
        spec !== undefined &&
        ('f:replicas' in spec || setsImage(spec))
      );
    })
    .flatMap(({ manager }) => clusterText(manager, 60) ?? [])
    .filter(name => !OURS.test(name));
  return names.length > 0
    ? [...new Set(names)].sort().slice(0, MOST)
    : undefined;
}

function setsImage(spec: Record<string, unknown>): boolean {
  const template = spec['f:template'] as
    | { 'f:spec'?: Record<string, unknown> }
    | undefined;
  const parts = template?.['f:spec'];
  return ['f:containers', 'f:initContainers'].some(part =>
    Object.values((parts?.[part] ?? {}) as Record<string, object>).some(
      container =>
        typeof container === 'object' &&
        container !== null &&
        'f:image' in container,
    ),
  );
}
