/** Separates the elements of a path; it cannot stand in one. */
const SEPARATOR = '\u0000';

/** FieldsV1 as it stands in managedFields. */
export interface FieldsV1 {
  [element: string]: FieldsV1;
}

/**
 * A set of paths in an object. Elements are those of FieldsV1: `f:name`, `k:{"name":"c"}`, `v:"x"`.
 */
export class FieldSet {
  private constructor(private readonly paths: Set<string>) {}

  static of(paths: Iterable<string[]> = []): FieldSet {
    return new FieldSet(new Set([...paths].map(path => path.join(SEPARATOR))));
  }

  static parse(fields: FieldsV1 | undefined): FieldSet {
    const paths: string[][] = [];
    const walk = (node: FieldsV1, path: string[]) => {
      for (const [element, child] of Object.entries(node)) {
        if (element === '.') {
          paths.push(path);
          continue;
        }
        const at = [...path, element];
        if (Object.keys(child).length === 0) {
          paths.push(at);
        } else {
          walk(child, at);
        }
      }
    };
    walk(fields ?? {}, []);
    return FieldSet.of(paths);
  }

  get isEmpty(): boolean {
    return this.paths.size === 0;
  }

  list(): string[][] {
    return [...this.paths].sort().map(path => path.split(SEPARATOR));
  }

  has(path: string[]): boolean {
    return this.paths.has(path.join(SEPARATOR));
  }

  /** Whether the path or anything below it is in the set. */
  hasWithin(path: string[]): boolean {
    const text = path.join(SEPARATOR);
    return [...this.paths].some(
      other => other === text || other.startsWith(text + SEPARATOR),
    );
  }

  union(other: FieldSet): FieldSet {
    return new FieldSet(new Set([...this.paths, ...other.paths]));
  }

  minus(other: FieldSet): FieldSet {
    return new FieldSet(
      new Set([...this.paths].filter(path => !other.paths.has(path))),
    );
  }

  intersection(other: FieldSet): FieldSet {
    return new FieldSet(
      new Set([...this.paths].filter(path => other.paths.has(path))),
    );
  }

  /** Only what begins with the element, or what does not. */
  filter(wanted: (path: string[]) => boolean): FieldSet {
    return FieldSet.of(this.list().filter(wanted));
  }

  equals(other: FieldSet): boolean {
    return this.paths.size === other.paths.size && this.minus(other).isEmpty;
  }

  toFieldsV1(): FieldsV1 {
    const root: FieldsV1 = {};
    const ends = new Set<FieldsV1>();
    // A path comes before those within it, so that its end is known when they pass.
    for (const path of this.list()) {
      let node = root;
      for (const element of path) {
        if (ends.has(node)) {
          node['.'] ??= {};
        }
        node[element] ??= {};
        node = node[element];
      }
      ends.add(node);
    }
    return root;
  }
}

/** A path as conflicts print it: `.spec.containers[name="c"].image`. */
export function printPath(path: string[]): string {
  return path
    .map(element => {
      const rest = element.slice(2);
      if (element.startsWith('f:')) {
        return `.${rest}`;
      }
      if (element.startsWith('k:')) {
        const keys = Object.entries(JSON.parse(rest))
          .map(([key, value]) => `${key}=${JSON.stringify(value)}`)
          .join(',');
        return `[${keys}]`;
      }
      return `[=${rest}]`;
    })
    .join('');
}
