import type { Interest } from './ClusterViews';

/** Where an interest looks, and whose objects it wants. */
interface Place {
  /** Every namespace when absent. */
  namespace?: string;
  /** Everybody's when absent. */
  of?: string;
}

/** Items under one key each, and who wants to be told of them: most have only one of the two. */
interface Shelf<T> {
  items?: Map<string, T>;
  interests?: Set<Interest<T>>;
}

const EVERYWHERE = '*';

/**
 * The items of one watch by namespace and, within it, by whose they are. Neither an event nor a look
 * costs more because others have many.
 *
 * @internal
 */
export class Shelves<T> {
  private readonly shelves = new Map<string, Shelf<T>>();
  private interested = 0;

  /** @param ownersOf - whose an item is; of everybody when it is not told */
  constructor(private readonly ownersOf: (item: T) => readonly string[]) {}

  /** How many look. */
  get size(): number {
    return this.interested;
  }

  add(place: Place, interest: Interest<T>): void {
    const shelf = this.open(shelfName(place));
    const interests = (shelf.interests ??= new Set());
    this.interested += interests.has(interest) ? 0 : 1;
    interests.add(interest);
  }

  remove(place: Place, interest: Interest<T>): void {
    const name = shelfName(place);
    const shelf = this.shelves.get(name);
    if (shelf?.interests?.delete(interest)) {
      this.interested -= 1;
      this.tidy(name, shelf);
    }
  }

  /** Only of places in one namespace. */
  itemsAt(place: Place): ReadonlyMap<string, T> {
    return this.shelves.get(shelfName(place))?.items ?? new Map();
  }

  /** Puts an item in place of the one before, and tells those whom either concerns. */
  put(key: string, item: T | undefined, previous: T | undefined): void {
    const namespace = namespaceOf(key);
    const told = new Set<Interest<T>>();
    const before = this.namesOf(namespace, previous);
    const after = this.namesOf(namespace, item);
    for (const name of before) {
      const shelf = this.shelves.get(name);
      if (shelf) {
        collect(shelf, previous as T, told);
        if (!after.includes(name)) {
          shelf.items?.delete(key);
          this.tidy(name, shelf);
        }
      }
    }
    for (const name of after) {
      const shelf = this.open(name);
      shelf.items ??= new Map();
      shelf.items.set(key, item as T);
      collect(shelf, item as T, told);
    }
    const everybody = this.shelves.get(shelfName({}));
    for (const each of [previous, item]) {
      if (everybody && each !== undefined) {
        collect(everybody, each, told);
      }
    }
    told.forEach(interest => interest.changed());
  }

  /** Tells everybody, or those of one namespace. */
  tellAll(namespace?: string): void {
    for (const [name, { interests }] of this.shelves) {
      if (
        namespace === undefined ||
        name.startsWith(`${namespace}/`) ||
        name === shelfName({})
      ) {
        interests?.forEach(interest => interest.changed());
      }
    }
  }

  private namesOf(namespace: string, item: T | undefined): string[] {
    if (item === undefined) {
      return [];
    }
    const owners = this.ownersOf(item);
    return [
      shelfName({ namespace }),
      ...owners.map(of => shelfName({ namespace, of })),
    ];
  }

  private open(name: string): Shelf<T> {
    let shelf = this.shelves.get(name);
    if (!shelf) {
      shelf = {};
      this.shelves.set(name, shelf);
    }
    return shelf;
  }

  private tidy(name: string, { items, interests }: Shelf<T>): void {
    if (!items?.size && !interests?.size) {
      this.shelves.delete(name);
    }
  }
}

/** No namespace has a slash in its name, and no owner's name ends a shelf's name early. */
function shelfName({ namespace = EVERYWHERE, of = '' }: Place): string {
  return `${namespace}/${of}`;
}

/** Objects without a namespace have one of their own here. */
export function namespaceOf(key: string): string {
  const slash = key.indexOf('/');
  return slash < 0 ? '' : key.slice(0, slash);
}

function collect<T>(
  { interests }: Shelf<T>,
  item: T,
  told: Set<Interest<T>>,
): void {
  for (const interest of interests ?? []) {
    if (!told.has(interest) && interest.relevant(item)) {
      told.add(interest);
    }
  }
}
