import { isDeepStrictEqual } from 'node:util';
import type { KubeObject } from '../client/KubeClient';
import type { ReflectorChange } from './ReflectorOptions';
import { Room } from './Room';

/** `<namespace>/<name>`, or `<name>` without a namespace. */
export function keyOf(object: KubeObject): string {
  const { namespace, name } = object.metadata;
  return namespace ? `${namespace}/${name}` : name;
}

/**
 * The projections of one resource. Tells of a change only when a projection differs: clusters
 * write many fields that nobody here looks at. Takes no more of a namespace than there is room for.
 */
export class Store<T> {
  private readonly projections = new Map<string, T>();
  private readonly room: Room;

  constructor(
    private readonly tell: (change: ReflectorChange<T>) => void,
    options: {
      /** Objects per namespace. */
      most?: number;
      /** Called when objects of a namespace begin or cease to be left out. */
      onLeftOut?: (namespace: string) => void;
    } = {},
  ) {
    this.room = new Room(options.most, options.onLeftOut);
  }

  get items(): ReadonlyMap<string, T> {
    return this.projections;
  }

  /** How many objects of a namespace found no room. */
  leftOut(namespace: string): number {
    return this.room.leftOut(namespace);
  }

  set(key: string, item: T): void {
    const known = this.projections.has(key);
    if (!known && !this.room.take(key)) return;
    const previous = this.projections.get(key);
    if (known && isDeepStrictEqual(previous, item)) return;
    this.projections.set(key, item);
    this.tell({ type: 'set', key, item, previous });
  }

  delete(key: string): void {
    const previous = this.projections.get(key);
    const known = this.projections.delete(key);
    this.room.leave(key, known);
    if (known) this.tell({ type: 'delete', key, previous: previous as T });
  }

  /** Makes the store what a list says. */
  replace(listed: Map<string, T>): void {
    this.room.forgetLeftOut();
    for (const key of [...this.projections.keys()]) {
      if (!listed.has(key)) this.delete(key);
    }
    for (const [key, item] of listed) this.set(key, item);
    this.room.tellChanges();
  }
}
