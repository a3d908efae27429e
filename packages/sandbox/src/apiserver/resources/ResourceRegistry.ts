import { builtInKinds } from './builtInKinds';
import { customKinds } from './customKinds';
import type { ResourceKind } from './ResourceKind';

/** Groups of the operators on the platform's RKE2 cluster. */
export const rke2Groups = [
  'postgresql.cnpg.io',
  'barmancloud.cnpg.io',
  'cert-manager.io',
  'traefik.io',
  'helm.cattle.io',
];

/** Groups of a Harvester cluster. */
export const harvesterGroups = [
  'kubevirt.io',
  'harvesterhci.io',
  'k8s.cni.cncf.io',
];

/** The resource types one cluster serves. */
export class ResourceRegistry {
  readonly kinds: ResourceKind[];
  private readonly byResource: Map<string, ResourceKind>;
  private readonly byKind: Map<string, ResourceKind>;

  /** @param groups - the operators' groups that are installed; all when absent */
  constructor(groups?: string[]) {
    const known = new Set(customKinds.map(kind => kind.group));
    const unknown = groups?.filter(group => !known.has(group)) ?? [];
    if (unknown.length > 0) {
      throw new Error(
        `The sandbox knows no API group ${unknown.join(', ')}; it knows ${[
          ...known,
        ].join(', ')}.`,
      );
    }
    this.kinds = [
      ...builtInKinds,
      ...customKinds.filter(kind => !groups || groups.includes(kind.group)),
    ];
    this.byResource = new Map(this.kinds.map(kind => [kind.resource, kind]));
    this.byKind = new Map(
      this.kinds.map(kind => [`${kind.apiVersion}|${kind.kind}`, kind]),
    );
  }

  /** By plural and group, as `deployments.apps`; throws when the cluster has no such type. */
  kind(resource: string): ResourceKind {
    const found = this.byResource.get(resource);
    if (!found) {
      throw new Error(
        `This cluster has no resource type "${resource}"; its types are ${this.kinds
          .map(kind => kind.resource)
          .join(', ')}.`,
      );
    }
    return found;
  }

  find(
    group: string,
    version: string,
    plural: string,
  ): ResourceKind | undefined {
    const found = this.byResource.get(group ? `${plural}.${group}` : plural);
    return found?.version === version ? found : undefined;
  }

  forObject(apiVersion: string, kind: string): ResourceKind | undefined {
    return this.byKind.get(`${apiVersion}|${kind}`);
  }

  /** Group-versions in discovery order, each with its kinds. */
  groupVersions(): Array<{
    group: string;
    version: string;
    apiVersion: string;
    kinds: ResourceKind[];
  }> {
    const found = new Map<string, ResourceKind[]>();
    for (const kind of this.kinds) {
      const kinds = found.get(kind.apiVersion) ?? [];
      kinds.push(kind);
      found.set(kind.apiVersion, kinds);
    }
    return [...found].map(([apiVersion, kinds]) => ({
      group: kinds[0].group,
      version: kinds[0].version,
      apiVersion,
      kinds,
    }));
  }
}
