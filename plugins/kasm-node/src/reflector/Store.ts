import { isDeepStrictEqual } from 'node:util';
import type { KubeObject } from '../client/KubeClient';
import type { ReflectorChange } from './ReflectorOptions';

/** `<namespace>/<name>`, or `<name>` without a namespace. */
export function keyOf(object: KubeObject): string {
  const { namespace, name } = object.metadata;
  return namespace ? `${namespace}/${name}` : name;
}

/**
 * The projections of one resource. Tells of a change only when a projection differs: clusters
 * write many fields that nobody here looks at.
 */
export class Store<T> {
  private readonly projections = new Map<string, T>();

  constructor(private readonly tell: (change: ReflectorChange<T>) => void) {}

  get items(): ReadonlyMap<string, T> {
    return this.projections;
  }

  set(key: string, item: T): void {
    const known = this.projections.has(key);
    const previous = this.projections.get(key);
    if (known && isDeepStrictEqual(previous, item)) return;
    this.projections.set(key, item);
    this.tell({ type: 'set', key, item, previous });
  }

  delete(key: string): void {
    const previous = this.projections.get(key);
    if (!this.projections.delete(key)) return;
    this.tell({ type: 'delete', key, previous: previous as T });
  }

  /** Makes the store what a list says. */
  replace(listed: Map<string, T>): void {
    for (const key of [...this.projections.keys()]) {
      if (!listed.has(key)) this.delete(key);
    }
    for (const [key, item] of listed) this.set(key, item);
  }
}
