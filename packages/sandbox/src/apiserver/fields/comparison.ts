import { equal } from '../store/json';
import { isObject, itemsByElement } from './elements';
import { FieldSet } from './FieldSet';
import type { Shape } from './Shape';

/** Every field of a value: its leaves, the items of its keyed lists and what is in them. */
export function fieldsOf(value: unknown, shape: Shape): FieldSet {
  const paths: string[][] = [];
  const walk = (at: unknown, here: Shape, path: string[]) => {
    if (Array.isArray(at) && here.list !== 'atomic' && at.length > 0) {
      for (const [element, item] of itemsByElement(here.list, at, path)) {
        const itemPath = [...path, element];
        paths.push(itemPath);
        if (isObject(item)) {
          walk(item, here.item(), itemPath);
        }
      }
      return;
    }
    if (isObject(at) && !here.atomic && Object.keys(at).length > 0) {
      for (const [name, member] of Object.entries(at)) {
        walk(member, here.member(name), [...path, `f:${name}`]);
      }
      return;
    }
    if (path.length > 0) {
      paths.push(path);
    }
  };
  walk(value, shape, []);
  return FieldSet.of(paths);
}

/** What differs between two states of an object. */
export interface Comparison {
  /** Fields that are new or have another value. */
  changed: FieldSet;
  removed: FieldSet;
}

/** Compares field by field, as deep as the shape allows. */
export function compare(
  before: unknown,
  after: unknown,
  shape: Shape,
): Comparison {
  const changed: string[][] = [];
  const removed: string[][] = [];

  const all = (value: unknown, here: Shape, path: string[]) => {
    const below = fieldsOf(value, here)
      .list()
      .map(rest => [...path, ...rest]);
    return below.length > 0 ? below : [path];
  };
  function walk(left: unknown, right: unknown, here: Shape, path: string[]) {
    if (left === right) {
      return;
    }
    if (isObject(left) && isObject(right) && !here.atomic) {
      const entries = (value: Record<string, unknown>) =>
        new Map(
          Object.entries(value).map(([name, member]) => [`f:${name}`, member]),
        );
      members(
        entries(left),
        entries(right),
        element => here.member(element.slice(2)),
        path,
        false,
      );
    } else if (
      Array.isArray(left) &&
      Array.isArray(right) &&
      here.list !== 'atomic'
    ) {
      members(
        itemsByElement(here.list, left, path),
        itemsByElement(here.list, right, path),
        () => here.item(),
        path,
        true,
      );
    } else if (!equal(left, right)) {
      changed.push(...all(right, here, path));
      removed.push(
        ...all(left, here, path).filter(old => old.length > path.length),
      );
    }
  }
  function members(
    left: Map<string, unknown>,
    right: Map<string, unknown>,
    shapeOf: (element: string) => Shape,
    path: string[],
    items: boolean,
  ) {
    for (const [element, value] of right) {
      const at = [...path, element];
      if (left.has(element)) {
        walk(left.get(element), value, shapeOf(element), at);
      } else {
        changed.push(...all(value, shapeOf(element), at));
        if (items) {
          changed.push(at);
        }
      }
    }
    for (const [element, value] of left) {
      if (!right.has(element)) {
        const at = [...path, element];
        removed.push(...all(value, shapeOf(element), at));
        // The container itself goes too: "." entries must not outlive it.
        removed.push(at);
      }
    }
  }
  walk(before, after, shape, []);
  const changes = FieldSet.of(changed);
  return { changed: changes, removed: FieldSet.of(removed).minus(changes) };
}
