import { internalError } from '../StatusError';
import type { ListType } from './Shape';

/** Whether a value is a JSON object. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return !!value && typeof value === 'object' && !Array.isArray(value);
}

/** The path element of a list's item; throws 500 when it lacks a key. */
export function itemElement(
  list: Exclude<ListType, 'atomic'>,
  item: unknown,
): string {
  if (list === 'set') {
    return `v:${JSON.stringify(item)}`;
  }
  const keys: Record<string, unknown> = {};
  for (const key of [...list.keys].sort()) {
    const value = isObject(item) ? item[key] : undefined;
    const known = value ?? list.defaults[key];
    if (known === undefined) {
      throw internalError(
        `failed to create typed patch object: associative list with keys has an element that omits key field ${JSON.stringify(
          key,
        )} (and doesn't have default value)`,
      );
    }
    keys[key] = known;
  }
  return `k:${JSON.stringify(keys)}`;
}

/** The items of a list by their elements, in order; throws 500 for duplicates. */
export function itemsByElement(
  list: Exclude<ListType, 'atomic'>,
  items: unknown[],
  path: string[],
): Map<string, unknown> {
  const found = new Map<string, unknown>();
  for (const item of items) {
    const element = itemElement(list, item);
    if (found.has(element) && list !== 'set') {
      const keys = Object.entries(JSON.parse(element.slice(2)))
        .map(([key, value]) => `${key}=${JSON.stringify(value)}`)
        .join(',');
      throw internalError(
        `failed to create typed patch object: ${path
          .map(part => (part.startsWith('f:') ? `.${part.slice(2)}` : ''))
          .join('')}: duplicate entries for key [${keys}]`,
      );
    }
    found.set(element, item);
  }
  return found;
}
