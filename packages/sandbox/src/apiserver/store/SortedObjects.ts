import type { StoredObject } from '../ClusterStore';

/** Objects by name, listed in the order of their names. */
export class SortedObjects {
  private readonly byName = new Map<string, StoredObject>();
  /** Sorted only when somebody asks: most changes are to objects that are there. */
  private names: string[] | undefined;

  get size(): number {
    return this.byName.size;
  }

  get(name: string): StoredObject | undefined {
    return this.byName.get(name);
  }

  set(name: string, object: StoredObject): void {
    if (this.names && !this.byName.has(name)) {
      this.names.splice(positionOf(this.names, name), 0, name);
    }
    this.byName.set(name, object);
  }

  delete(name: string): void {
    if (this.byName.delete(name) && this.names) {
      this.names.splice(positionOf(this.names, name), 1);
    }
  }

  /** Appends them to a list. */
  appendTo(list: StoredObject[]): void {
    this.names ??= [...this.byName.keys()].sort();
    for (const name of this.names) {
      list.push(this.byName.get(name)!);
    }
  }
}

/** Where a text stands, or would stand, in a sorted list. */
export function positionOf(sorted: string[], text: string): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (sorted[middle] < text) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}
