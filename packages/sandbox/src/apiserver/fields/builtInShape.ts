import type { ListType, Shape } from './Shape';

const keyed = (...keys: string[]): ListType => ({
  keys,
  defaults: keys.includes('protocol') ? { protocol: 'TCP' } : {},
});

const LISTS: Record<string, ListType> = {
  containers: keyed('name'),
  initContainers: keyed('name'),
  ephemeralContainers: keyed('name'),
  volumes: keyed('name'),
  env: keyed('name'),
  imagePullSecrets: keyed('name'),
  volumeMounts: keyed('mountPath'),
  volumeDevices: keyed('devicePath'),
  conditions: keyed('type'),
  ownerReferences: keyed('uid'),
  topologySpreadConstraints: keyed('topologyKey', 'whenUnsatisfiable'),
  hostAliases: keyed('ip'),
  podIPs: keyed('ip'),
  finalizers: 'set',
};

/** Objects that are one value: label selectors and references. */
const ATOMIC = new Set([
  'selector',
  'labelSelector',
  'namespaceSelector',
  'podSelector',
  'nodeSelector',
  'secretKeyRef',
  'configMapKeyRef',
  'fieldRef',
  'resourceFieldRef',
  'roleRef',
  'claimRef',
  'involvedObject',
]);

const CONTAINERS = ['containers', 'initContainers', 'ephemeralContainers'];

/** Keys under which anything may stand, so that no rule applies to what is called so. */
const FREE_MAPS = ['data', 'binaryData', 'stringData', 'labels', 'annotations'];

/** The list and map types of the built-in kinds, by the names of their fields. */
export function builtInShape(resource: string, path: string[] = []): Shape {
  const name = path.at(-1) ?? '';
  const free = FREE_MAPS.includes(path.at(-2) ?? '');
  return {
    list: free ? 'atomic' : listType(resource, path, name),
    atomic: !free && ATOMIC.has(name),
    member: member => builtInShape(resource, [...path, member]),
    item: () => builtInShape(resource, [...path, '*']),
  };
}

function listType(resource: string, path: string[], name: string): ListType {
  if (name === 'ports') {
    if (CONTAINERS.includes(path.at(-3) ?? '')) {
      return keyed('containerPort', 'protocol');
    }
    return resource === 'services' ? keyed('port', 'protocol') : 'atomic';
  }
  if (resource === 'serviceaccounts' && name === 'secrets') {
    return keyed('name');
  }
  return LISTS[name] ?? 'atomic';
}
