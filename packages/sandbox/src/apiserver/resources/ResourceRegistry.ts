import { builtInKinds } from './builtInKinds';
import { customKinds } from './customKinds';
import { byVersion, type ServedType } from './definitions';
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
  'cdi.kubevirt.io',
  'harvesterhci.io',
  'k8s.cni.cncf.io',
];

/** The resource types one cluster serves. */
export class ResourceRegistry {
  /** What is or was served, by plural and group. */
  private readonly types = new Map<string, ServedType>();
  private readonly withdrawn = new Set<string>();
  private current: ResourceKind[] = [];
  private byKind = new Map<string, ResourceKind>();

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
    for (const kind of [
      ...builtInKinds,
      ...customKinds.filter(({ group }) => !groups || groups.includes(group)),
    ]) {
      this.types.set(kind.resource, { storage: kind, served: [kind] });
    }
    this.changed();
  }

  /** Every type that is served, once, as it is stored. */
  get kinds(): ResourceKind[] {
    return this.current;
  }

  /** From now on this type is served. */
  define(type: ServedType): void {
    const { resource } = type.storage;
    this.types.set(resource, type);
    this.withdrawn.delete(resource);
    this.changed();
  }

  /** The type is served no longer; who worked with it before finds it empty. */
  withdraw(resource: string): void {
    this.withdrawn.add(resource);
    this.changed();
  }

  /**
   * By plural and group, as `deployments.apps`, in the version that is stored; throws when the cluster
   * never had such a type.
   */
  kind(resource: string): ResourceKind {
    const found = this.types.get(resource);
    if (!found) {
      throw new Error(
        `This cluster has no resource type "${resource}"; its types are ${this.kinds
          .map(kind => kind.resource)
          .join(', ')}.`,
      );
    }
    return found.storage;
  }

  find(
    group: string,
    version: string,
    plural: string,
  ): ResourceKind | undefined {
    const resource = group ? `${plural}.${group}` : plural;
    return this.withdrawn.has(resource)
      ? undefined
      : this.types
          .get(resource)
          ?.served.find(served => served.version === version);
  }

  forObject(apiVersion: string, kind: string): ResourceKind | undefined {
    return this.byKind.get(`${apiVersion}|${kind}`);
  }

  /** Group-versions in discovery order, each with its kinds; of a group the preferred version first. */
  groupVersions(): Array<{
    group: string;
    version: string;
    apiVersion: string;
    kinds: ResourceKind[];
  }> {
    const found = new Map<string, ResourceKind[]>();
    for (const kind of this.served()) {
      const kinds = found.get(kind.apiVersion) ?? [];
      kinds.push(kind);
      found.set(kind.apiVersion, kinds);
    }
    const groups = [...new Set(this.kinds.map(({ group }) => group))];
    return [...found]
      .map(([apiVersion, kinds]) => ({
        group: kinds[0].group,
        version: kinds[0].version,
        apiVersion,
        kinds,
      }))
      .sort(
        (a, b) =>
          groups.indexOf(a.group) - groups.indexOf(b.group) ||
          byVersion(a.version, b.version),
      );
  }

  private served(): ResourceKind[] {
    return [...this.types]
      .filter(([resource]) => !this.withdrawn.has(resource))
      .flatMap(([, { served }]) => served);
  }

  private changed(): void {
    this.current = [...this.types]
      .filter(([resource]) => !this.withdrawn.has(resource))
      .map(([, { storage }]) => storage);
    this.byKind = new Map(
      this.served().map(kind => [`${kind.apiVersion}|${kind.kind}`, kind]),
    );
  }
}
