import { hash } from 'node:crypto';

/**
 * Keys that differ between replicas that see the same thing: when each of them looked, and when each
 * of them first saw it.
 */
const MOVING = new Set(['observedAt', 'revision', 'seen', 'since', 'asOf']);

/**
 * Hash of a status document: equal on every replica that judges the same facts, whatever the order
 * of keys and whenever it looked.
 */
export function revisionOf(document: object): string {
  return hash('sha256', canonical(document), 'hex').slice(0, 16);
}

/** Written for speed, and only to be hashed: a text with its length before it needs no quotes. */
function canonical(value: unknown): string {
  if (typeof value === 'string') {
    return `"${value.length}:${value}`;
  }
  if (typeof value !== 'object' || value === null) {
    return String(value ?? null);
  }
  if (Array.isArray(value)) {
    let list = '[';
    for (const item of value) {
      list += canonical(item);
      list += ',';
    }
    return `${list}]`;
  }
  let text = '{';
  for (const { key, name } of orderOf(Object.keys(value))) {
    const item = (value as Record<string, unknown>)[key];
    if (item !== undefined) {
      text += name;
      text += canonical(item);
    }
  }
  return `${text}}`;
}

/** The keys that count, in order, each with what is written for it. */
type Order = ReadonlyArray<{ key: string; name: string }>;

/** Orders of keys that were there before, by the first of them: most documents have the same. */
const orders = new Map<string, Array<{ keys: string[]; order: Order }>>();

/** Keys that clusters make up, such as names of instances, are not worth much memory. */
const MOST_FIRST = 200;
const MOST_ALIKE = 20;

function orderOf(keys: string[]): Order {
  const alike = orders.get(keys[0]);
  const found = alike?.find(one => same(one.keys, keys));
  if (found) {
    return found.order;
  }
  const order = keys
    .filter(key => !MOVING.has(key))
    .sort()
    .map(key => ({ key, name: canonical(key) }));
  if (alike && alike.length < MOST_ALIKE) {
    alike.push({ keys, order });
  } else if (!alike && orders.size < MOST_FIRST) {
    orders.set(keys[0], [{ keys, order }]);
  }
  return order;
}

function same(a: string[], b: string[]): boolean {
  return a.length === b.length && a.every((key, index) => key === b[index]);
}
