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

/** Nothing in it that JSON writes otherwise than it is. */
const PLAIN = /^[\w .,:;/@+%()=*#?!~<>|&'-]*$/;

function quoted(text: string): string {
  return PLAIN.test(text) ? `"${text}"` : JSON.stringify(text);
}

/** Written for speed: it runs with every judgement of every deployment. */
function canonical(value: unknown): string {
  if (typeof value === 'string') {
    return quoted(value);
  }
  if (typeof value !== 'object' || value === null) {
    return JSON.stringify(value) ?? 'null';
  }
  let text = '';
  if (Array.isArray(value)) {
    for (const item of value) {
      text += `${canonical(item)},`;
    }
    return `[${text}]`;
  }
  for (const key of Object.keys(value).sort()) {
    const item = (value as Record<string, unknown>)[key];
    if (item !== undefined && !MOVING.has(key)) {
      text += `${quoted(key)}:${canonical(item)},`;
    }
  }
  return `{${text}}`;
}
