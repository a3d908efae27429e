import type { ResourceRegistry } from '../resources/ResourceRegistry';
import {
  discoveredGroups,
  inOrder,
  type Discovered,
  type DiscoveredGroup,
  type DiscoveredVersion,
} from './discoveredGroups';

const AGGREGATED =
  /g=apidiscovery\.k8s\.io(?=[^,]*as=APIGroupDiscoveryList)(?=[^,]*v=(v2beta1|v2)(;|,|$))/;

/** Short names and categories, where there are any. */
const otherNames = ({ shortNames, categories }: Discovered) => ({
  ...(shortNames.length > 0 ? { shortNames } : {}),
  ...(categories.length > 0 ? { categories } : {}),
});

function aggregatedResource(
  group: string,
  version: string,
  resource: Discovered,
) {
  const subresources = resource.subresources.map(part => ({
    subresource: part.name,
    responseKind: { group: part.group, version: part.version, kind: part.kind },
    verbs: part.verbs,
  }));
  return {
    resource: resource.plural,
    responseKind: { group, version, kind: resource.kind },
    scope: resource.namespaced ? 'Namespaced' : 'Cluster',
    singularResource: resource.singular,
    verbs: resource.verbs,
    ...otherNames(resource),
    ...(subresources.length > 0 ? { subresources } : {}),
  };
}

function aggregated(groups: DiscoveredGroup[], form: string) {
  return {
    kind: 'APIGroupDiscoveryList',
    apiVersion: `apidiscovery.k8s.io/${form}`,
    metadata: {},
    items: groups.map(({ group, versions }) => ({
      metadata: { name: group, creationTimestamp: null },
      versions: versions.map(({ version, resources }) => ({
        version,
        freshness: 'Current',
        resources: resources.map(resource =>
          aggregatedResource(group, version, resource),
        ),
      })),
    })),
  };
}

function apiGroup({ group, versions }: DiscoveredGroup) {
  const named = versions.map(({ version }) => ({
    groupVersion: `${group}/${version}`,
    version,
  }));
  return { name: group, versions: named, preferredVersion: named[0] };
}

function resourceList(
  group: string,
  { version, resources }: DiscoveredVersion,
) {
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
      ...resource.subresources.map(part => ({
        name: `${resource.plural}/${part.name}`,
        singularName: '',
        namespaced: resource.namespaced,
        ...(part.group === group && part.version === version
          ? {}
          : { group: part.group, version: part.version }),
        kind: part.kind,
        verbs: part.verbs,
      })),
    ]),
  };
}

function apiVersions() {
  return {
    kind: 'APIVersions',
    versions: ['v1'],
    serverAddressByClientCIDRs: [
      { clientCIDR: '0.0.0.0/0', serverAddress: '127.0.0.1:443' },
    ],
  };
}

/** A discovery document and its media type; undefined when the path names none. */
export function discovery(
  registry: ResourceRegistry,
  path: string,
  accept: string,
): { body: object; contentType?: string } | undefined {
  const [root, ...rest] = path.split('/').filter(part => part !== '');
  const all = discoveredGroups(registry);
  const named = all.filter(({ group }) => group !== '');
  if (rest.length === 0) {
    const shown = root === 'api' ? all.filter(each => !each.group) : named;
    const form = AGGREGATED.exec(accept)?.[1];
    if (form) {
      return {
        body: aggregated(inOrder(shown, 'aggregated'), form),
        contentType: `application/json;g=apidiscovery.k8s.io;v=${form};as=APIGroupDiscoveryList`,
      };
    }
    const groups = inOrder(named, 'plain').map(apiGroup);
    return {
      body:
        root === 'api'
          ? apiVersions()
          : { kind: 'APIGroupList', apiVersion: 'v1', groups },
    };
  }
  const [group, version, ...more] = root === 'api' ? ['', ...rest] : rest;
  const found = all.find(each => each.group === group);
  if (!found || more.length > 0 || (root === 'apis' && group === '')) {
    return undefined;
  }
  if (version === undefined) {
    return { body: { kind: 'APIGroup', apiVersion: 'v1', ...apiGroup(found) } };
  }
  const served = found.versions.find(each => each.version === version);
  return served && { body: resourceList(group, served) };
}
