import { redactLine } from '@kasm-portal/backstage-plugin-kasm-node';
import { Remembered } from './Remembered';

/*
 * Text from clusters and hosts is untrusted: anybody who can create a pod can write it. It is shown,
 * so it must not carry secrets, and it must not be able to disguise itself.
 */

/** Longest line of evidence, characters. */
export const LINE_LENGTH = 200;

/** Longest sentence that sums a deployment up. */
export const SENTENCE_LENGTH = 300;

/** Longer ones are not worth the memory. */
const REMEMBERED_LENGTH = 512;

/** Longest string kept of an observation: a Kubernetes name or a host name fits. */
export const TEXT_LENGTH = 253;

// Control characters, bidirectional overrides and marks, zero-width characters, line separators,
// private use and halves of surrogate pairs: none of them is visible, some lie about what is.
const INVISIBLE =
  // eslint-disable-next-line no-control-regex
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ue000-\uf8ff\ufeff\ufff0-\uffff]+|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** Most fields hold a name, a word or a moment, which cannot be secrets; they need no cleaning. */
const PLAIN =
  /^([a-z0-9]([-a-z0-9.]{0,61}[a-z0-9])?|[A-Za-z]{0,40}|\d{4}-\d\d-\d\dT[\d:.]{8,15}Z)$/;

/** The same lines come with every judgement, and cleaning one costs a dozen searches. */
const REMEMBERED = new Map(
  [LINE_LENGTH, TEXT_LENGTH, SENTENCE_LENGTH].map(length => [
    length,
    new Remembered<string>(),
  ]),
);

/** One line that is safe to show: no secret, no invisible character, not longer than `length`. */
export function clean(text: string, length: number = LINE_LENGTH): string {
  if (PLAIN.test(text)) {
    return text;
  }
  const remembered = REMEMBERED.get(length);
  if (!remembered || text.length > REMEMBERED_LENGTH) {
    return cleanLine(text, length);
  }
  const known = remembered.get(text);
  if (known !== undefined) {
    return known;
  }
  const line = cleanLine(text, length);
  remembered.set(text, line);
  return line;
}

function cleanLine(text: string, length: number): string {
  const visible = text.slice(0, 4096).replace(INVISIBLE, ' ');
  const line = redactLine(visible) ?? '';
  return line.length > length
    ? `${line.slice(0, length - 1).replace(/[\ud800-\udbff]$/, '')}…`
    : line;
}

/** Lists longer than this are cut: one tenant's flood must not slow everybody's judgement. */
const MOST_ITEMS = 1000;

/**
 * The same value with every string cleaned and every list bounded. What is clean already is not
 * copied, which most of every observation is: whoever gets it must not change it.
 */
export function cleaned<T>(value: T): T {
  if (typeof value === 'string') {
    return clean(value, TEXT_LENGTH) as T;
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  if (Array.isArray(value)) {
    return cleanedList(value) as T;
  }
  let copy: Record<string, unknown> | undefined;
  for (const key of Object.keys(value)) {
    const item = (value as Record<string, unknown>)[key];
    const cleanItem = cleaned(item);
    if (cleanItem !== item) {
      copy ??= Object.fromEntries(Object.entries(value));
      Object.defineProperty(copy, key, {
        value: cleanItem,
        enumerable: true,
        configurable: true,
        writable: true,
      });
    }
  }
  return (copy ?? value) as T;
}

/**
 * Members of lists that need no cleaning. Most are kept from one judgement to the next, and nobody
 * changes an observation.
 */
const knownClean = new WeakSet<object>();

function cleanedMember(item: unknown): unknown {
  if (typeof item !== 'object' || item === null) {
    return cleaned(item);
  }
  if (knownClean.has(item)) {
    return item;
  }
  const cleanItem = cleaned(item);
  if (cleanItem === item) {
    knownClean.add(item);
  }
  return cleanItem;
}

function cleanedList(list: unknown[]): unknown[] {
  let copy = list.length > MOST_ITEMS ? list.slice(0, MOST_ITEMS) : undefined;
  const end = Math.min(list.length, MOST_ITEMS);
  for (let at = 0; at < end; at++) {
    const cleanItem = cleanedMember(list[at]);
    if (cleanItem !== list[at]) {
      copy ??= [...list];
      copy[at] = cleanItem;
    }
  }
  return copy ?? list;
}
