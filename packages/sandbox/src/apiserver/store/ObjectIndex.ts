import type { StoredObject } from '../ClusterStore';

/** Finds objects by values that they carry. */
export class ObjectIndex {
  private readonly found = new Map<string, Set<StoredObject>>();

  /** @param valuesOf - by what an object is found */
  constructor(private readonly valuesOf: (object: StoredObject) => string[]) {}

  add(object: StoredObject): void {
    for (const value of this.valuesOf(object)) {
      const objects = this.found.get(value);
      if (objects) {
        objects.add(object);
      } else {
        this.found.set(value, new Set([object]));
      }
    }
  }

  remove(object: StoredObject): void {
    for (const value of this.valuesOf(object)) {
      const objects = this.found.get(value);
      if (objects?.delete(object) && objects.size === 0) {
        this.found.delete(value);
      }
    }
  }

  get(value: string): Iterable<StoredObject> {
    return this.found.get(value) ?? [];
  }
}

/** By the uids of owners. */
export const ownerIndex = () =>
  new ObjectIndex(
    ({ metadata }) => metadata.ownerReferences?.map(({ uid }) => uid) ?? [],
  );

/** By the value of one label. */
export const labelIndex = (label: string) =>
  new ObjectIndex(({ metadata }) => {
    const value = metadata.labels?.[label];
    return value === undefined ? [] : [value];
  });
