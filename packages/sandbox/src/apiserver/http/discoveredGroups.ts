import type { ResourceKind } from '../resources/ResourceKind';
import type { ResourceRegistry } from '../resources/ResourceRegistry';
import { reviewKinds, type ReviewKind } from './reviews';

/** Part of a resource with a path of its own. */
export interface Subresource {
  name: string;
  kind: string;
  group: string;
  version: string;
  verbs: string[];
}

/** One resource as discovery tells it. */
export interface Discovered {
  plural: string;
  singular: string;
  kind: string;
  namespaced: boolean;
  verbs: string[];
  shortNames: string[];
  categories: string[];
  subresources: Subresource[];
}

/** One version of a group. */
export interface DiscoveredVersion {
  version: string;
  resources: Discovered[];
}

/** A group with its versions, the preferred one first. */
export interface DiscoveredGroup {
  group: string;
  versions: DiscoveredVersion[];
}

const CHANGING = ['get', 'patch', 'update'];

const MORE_PARTS: Record<string, Subresource[]> = {
  pods: [
    {
      name: 'eviction',
      kind: 'Eviction',
      group: 'policy',
      version: 'v1',
      verbs: ['create'],
    },
    { name: 'log', kind: 'Pod', group: '', version: 'v1', verbs: ['get'] },
  ],
  serviceaccounts: [
    {
      name: 'token',
      kind: 'TokenRequest',
      group: 'authentication.k8s.io',
      version: 'v1',
      verbs: ['create'],
    },
  ],
};

function subresources(kind: ResourceKind): Subresource[] {
  const { group, version } = kind;
  const scale = {
    name: 'scale',
    kind: 'Scale',
    group: 'autoscaling',
    version: 'v1',
    verbs: CHANGING,
  };
  return [
    ...(kind.hasStatus
      ? [{ name: 'status', kind: kind.kind, group, version, verbs: CHANGING }]
      : []),
    ...(kind.scale ? [scale] : []),
    ...(MORE_PARTS[kind.resource] ?? []),
  ];
}

const reviewed = ({ plural, kind, namespaced }: ReviewKind): Discovered => ({
  plural,
  singular: kind.toLowerCase(),
  kind,
  namespaced,
  verbs: ['create'],
  shortNames: [],
  categories: [],
  subresources: [],
});

/** Built-in groups in the order of a real server; those of CustomResourceDefinitions follow. */
const GROUP_ORDER = [
  '',
  'apps',
  'events.k8s.io',
  'authentication.k8s.io',
  'authorization.k8s.io',
  'autoscaling',
  'batch',
  'certificates.k8s.io',
  'networking.k8s.io',
  'policy',
  'rbac.authorization.k8s.io',
  'storage.k8s.io',
  'admissionregistration.k8s.io',
  'apiextensions.k8s.io',
  'scheduling.k8s.io',
  'coordination.k8s.io',
  'node.k8s.io',
  'discovery.k8s.io',
  'flowcontrol.apiserver.k8s.io',
];

const placeOf = ({ group }: DiscoveredGroup) => {
  const place = GROUP_ORDER.indexOf(group);
  return place < 0 ? GROUP_ORDER.length : place;
};

/**
 * First by place, then by name: of the group in the aggregated form, of `<version>.<group>` in the old
 * one. The first group that has it wins when kubectl is asked for `cluster`.
 */
export function inOrder(
  groups: DiscoveredGroup[],
  form: 'aggregated' | 'plain',
): DiscoveredGroup[] {
  const nameOf = ({ group, versions }: DiscoveredGroup) =>
    form === 'plain' ? `${versions[0].version}.${group}` : group;
  return [...groups].sort(
    (a, b) => placeOf(a) - placeOf(b) || (nameOf(a) < nameOf(b) ? -1 : 1),
  );
}

/** Whether a group comes with the server rather than with an operator. */
export function isBuiltInGroup(
  registry: ResourceRegistry,
  group: string,
): boolean {
  return (
    reviewKinds.some(kind => kind.group === group) ||
    registry.kinds.some(kind => kind.group === group && !kind.custom)
  );
}

/** Everything that the cluster serves. */
export function discoveredGroups(
  registry: ResourceRegistry,
): DiscoveredGroup[] {
  const groups = new Map<string, DiscoveredVersion[]>();
  const add = (group: string, version: string, resources: Discovered[]) => {
    const versions = groups.get(group) ?? [];
    const known = versions.find(each => each.version === version);
    if (known) {
      known.resources.push(...resources);
    } else {
      versions.push({ version, resources });
    }
    groups.set(group, versions);
  };
  for (const { group, version, kinds } of registry.groupVersions()) {
    add(
      group,
      version,
      kinds.map(kind => ({ ...kind, subresources: subresources(kind) })),
    );
  }
  for (const kind of reviewKinds) {
    add(kind.group, kind.version, [reviewed(kind)]);
  }
  return [...groups].map(([group, versions]) => ({ group, versions }));
}
