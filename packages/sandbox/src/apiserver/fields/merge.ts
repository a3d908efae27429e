import { copy } from '../store/json';
import { isObject, itemElement, itemsByElement } from './elements';
import type { FieldSet } from './FieldSet';
import type { Shape } from './Shape';

/** The live value with everything that the intent says; other fields stay. */
export function merge(live: unknown, intent: unknown, shape: Shape): unknown {
  if (isObject(live) && isObject(intent) && !shape.atomic) {
    const result: Record<string, unknown> = { ...live };
    for (const [name, value] of Object.entries(intent)) {
      result[name] = Object.hasOwn(live, name)
        ? merge(live[name], value, shape.member(name))
        : copy(value);
    }
    return result;
  }
  if (Array.isArray(live) && Array.isArray(intent) && shape.list !== 'atomic') {
    const result = itemsByElement(shape.list, live, []);
    for (const [element, item] of itemsByElement(shape.list, intent, [])) {
      result.set(
        element,
        result.has(element)
          ? merge(result.get(element), item, shape.item())
          : copy(item),
      );
    }
    return [...result.values()];
  }
  return copy(intent);
}

/**
 * The value without the fields of a set. A keyed item goes with all that is in it unless something
 * within is kept; containers that become empty go too.
 */
export function without(
  value: unknown,
  shape: Shape,
  dropped: FieldSet,
  kept: FieldSet,
  path: string[] = [],
): unknown {
  const survives = (at: string[]) => !dropped.has(at) || kept.hasWithin(at);
  if (isObject(value) && !shape.atomic) {
    const result: Record<string, unknown> = {};
    for (const [name, member] of Object.entries(value)) {
      const at = [...path, `f:${name}`];
      if (!dropped.hasWithin(at)) {
        result[name] = member;
      } else if (survives(at)) {
        const left = without(member, shape.member(name), dropped, kept, at);
        if (left !== undefined) {
          result[name] = left;
        }
      }
    }
    return Object.keys(result).length > 0 ? result : undefined;
  }
  if (Array.isArray(value) && shape.list !== 'atomic') {
    const { list } = shape;
    const result = value.flatMap(item => {
      const at = [...path, itemElement(list, item)];
      if (!dropped.hasWithin(at)) {
        return [item];
      }
      if (!survives(at)) {
        return [];
      }
      const left = isObject(item)
        ? without(item, shape.item(), dropped, kept, at)
        : item;
      return left === undefined ? [] : [left];
    });
    return result.length > 0 ? result : undefined;
  }
  return value;
}
