import { createHash } from 'node:crypto';

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
  return createHash('sha256')
    .update(canonical(document))
    .digest('hex')
    .slice(0, 16);
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) {
    return `[${value.map(canonical).join(',')}]`;
  }
  if (typeof value === 'object' && value !== null) {
    const fields = Object.entries(value)
      .filter(([key, item]) => item !== undefined && !MOVING.has(key))
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, item]) => `${JSON.stringify(key)}:${canonical(item)}`);
    return `{${fields.join(',')}}`;
  }
  return JSON.stringify(value) ?? 'null';
}
