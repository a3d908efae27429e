/** How a list merges: as one value, as a set of scalars, or item by item by keys. */
export type ListType =
  | 'atomic'
  | 'set'
  | { keys: string[]; defaults: Record<string, unknown> };

/** How one place in an object merges under server-side apply. */
export interface Shape {
  /** Meaningful when the value is a list. */
  readonly list: ListType;
  /** An object here is one value. */
  readonly atomic: boolean;
  member(name: string): Shape;
  item(): Shape;
}

/** Without a schema objects merge member by member and lists are one value. */
export const schemaless: Shape = {
  list: 'atomic',
  atomic: false,
  member: () => schemaless,
  item: () => schemaless,
};
