import type { ResourceKind } from '../resources/ResourceKind';
import type { ResourceRegistry } from '../resources/ResourceRegistry';
import { reviewKinds } from './reviews';

const AGGREGATED =
  /g=apidiscovery\.k8s\.io(?=[^,]*as=APIGroupDiscoveryList)(?=[^,]*v=(v2beta1|v2)(;|,|$))/;

interface Subresource {
  name: string;
  kind: string;
  group: string;
  version: string;
  verbs: string[];
}

interface Discovered {
  plural: string;
  singular: string;
  kind: string;
  namespaced: boolean;
  verbs: string[];
  shortNames: string[];
  categories: string[];
  subresources: Subresource[];
}

interface GroupVersion {
  group: string;
  version: string;
  resources: Discovered[];
}

const CHANGING = ['get', 'patch', 'update'];

function subresources(kind: ResourceKind): Subresource[] {
  const { group, version } = kind;
  return [
    ...(kind.hasStatus
      ? [{ name: 'status', kind: kind.kind, group, version, verbs: CHANGING }]
      : []),
    ...(kind.scale
      ? [
          {
            name: 'scale',
            kind: 'Scale',
            group: 'autoscaling',
            version: 'v1',
            verbs: CHANGING,
          },
        ]
      : []),
    ...(kind.resource === 'pods'
      ? [{ name: 'log', kind: 'Pod', group, version, verbs: ['get'] }]
      : []),
  ];
}

function groupVersions(registry: ResourceRegistry): GroupVersion[] {
  const stored = registry.groupVersions().map(({ group, version, kinds }) => ({
    group,
    version,
    resources: kinds.map(kind => ({
      ...kind,
      subresources: subresources(kind),
    })),
  }));
  const reviews = new Map<string, GroupVersion>();
  for (const { group, version, plural, kind } of reviewKinds) {
    const found = reviews.get(group) ?? { group, version, resources: [] };
    found.resources.push({
      plural,
      singular: kind.toLowerCase(),
      kind,
      namespaced: false,
      verbs: ['create'],
      shortNames: [],
      categories: [],
      subresources: [],
    });
    reviews.set(group, found);
  }
  return [...stored, ...reviews.values()];
}

/** Short names and categories, where there are any. */
const otherNames = ({
  shortNames,
  categories,
}: Pick<Discovered, 'shortNames' | 'categories'>) => ({
  ...(shortNames.length > 0 ? { shortNames } : {}),
  ...(categories.length > 0 ? { categories } : {}),
});

function aggregated(groups: GroupVersion[], version: string) {
  return {
    kind: 'APIGroupDiscoveryList',
    apiVersion: `apidiscovery.k8s.io/${version}`,
    metadata: {},
    items: groups.map(({ group, version: served, resources }) => ({
      metadata: { name: group, creationTimestamp: null },
      versions: [
        {
          version: served,
          freshness: 'Current',
          resources: resources.map(resource => ({
            resource: resource.plural,
            responseKind: { group, version: served, kind: resource.kind },
            scope: resource.namespaced ? 'Namespaced' : 'Cluster',
            singularResource: resource.singular,
            verbs: resource.verbs,
            ...otherNames(resource),
            ...(resource.subresources.length > 0
              ? {
                  subresources: resource.subresources.map(sub => ({
                    subresource: sub.name,
                    responseKind: {
                      group: sub.group,
                      version: sub.version,
                      kind: sub.kind,
                    },
                    verbs: sub.verbs,
                  })),
                }
              : {}),
          })),
        },
      ],
    })),
  };
}

function apiGroup({ group, version }: GroupVersion) {
  const groupVersion = { groupVersion: `${group}/${version}`, version };
  return {
    name: group,
    versions: [groupVersion],
    preferredVersion: groupVersion,
  };
}

function resourceList({ group, version, resources }: GroupVersion) {
  return {
    kind: 'APIResourceList',
    apiVersion: 'v1',
    groupVersion: group ? `${group}/${version}` : version,
    resources: resources.flatMap(resource => [
      {
        name: resource.plural,
        singularName: resource.singular,
        namespaced: resource.namespaced,
        kind: resource.kind,
        verbs: resource.verbs,
        ...otherNames(resource),
      },
      ...resource.subresources.map(sub => ({
        name: `${resource.plural}/${sub.name}`,
        singularName: '',
        namespaced: resource.namespaced,
        ...(sub.group === group && sub.version === version
          ? {}
          : { group: sub.group, version: sub.version }),
        kind: sub.kind,
        verbs: sub.verbs,
      })),
    ]),
  };
}

/** A discovery document and its media type; undefined when the path names none. */
export function discovery(
  registry: ResourceRegistry,
  path: string,
  accept: string,
): { body: object; contentType?: string } | undefined {
  const all = groupVersions(registry);
  const parts = path.split('/').filter(part => part !== '');
  const core = all.filter(({ group }) => group === '');
  const named = all.filter(({ group }) => group !== '');
  if (parts.length === 1) {
    const shown = parts[0] === 'api' ? core : named;
    const form = AGGREGATED.exec(accept)?.[1];
    if (form) {
      return {
        body: aggregated(shown, form),
        contentType: `application/json;g=apidiscovery.k8s.io;v=${form};as=APIGroupDiscoveryList`,
      };
    }
    return {
      body:
        parts[0] === 'api'
          ? { kind: 'APIVersions', versions: ['v1'] }
          : {
              kind: 'APIGroupList',
              apiVersion: 'v1',
              groups: named.map(apiGroup),
            },
    };
  }
  const [root, first, second] = parts;
  if (root === 'apis' && parts.length === 2) {
    const found = named.find(({ group }) => group === first);
    return (
      found && {
        body: { kind: 'APIGroup', apiVersion: 'v1', ...apiGroup(found) },
      }
    );
  }
  const found = all.find(
    ({ group, version }) =>
      (root === 'api' &&
        parts.length === 2 &&
        group === '' &&
        version === first) ||
      (root === 'apis' &&
        parts.length === 3 &&
        group === first &&
        version === second),
  );
  return found && { body: resourceList(found) };
}
