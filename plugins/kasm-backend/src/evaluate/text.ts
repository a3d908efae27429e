import { redactLine } from '@kasm-portal/backstage-plugin-kasm-node';

/*
 * Text from clusters and hosts is untrusted: anybody who can create a pod can write it. It is shown,
 * so it must not carry secrets, and it must not be able to disguise itself.
 */

/** Longest line of evidence, characters. */
export const LINE_LENGTH = 200;

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

/** One line that is safe to show: no secret, no invisible character, not longer than `length`. */
export function clean(text: string, length: number = LINE_LENGTH): string {
  if (PLAIN.test(text)) {
    return text;
  }
  const visible = text.slice(0, 4096).replace(INVISIBLE, ' ');
  const line = redactLine(visible) ?? '';
  return line.length > length
    ? `${line.slice(0, length - 1).replace(/[\ud800-\udbff]$/, '')}…`
    : line;
}

/** Lists longer than this are cut: one tenant's flood must not slow everybody's judgement. */
const MOST_ITEMS = 1000;

/** The same value with every string cleaned and every list bounded. */
export function cleaned<T>(value: T): T {
  if (typeof value === 'string') {
    return clean(value, TEXT_LENGTH) as T;
  }
  if (Array.isArray(value)) {
    return value.slice(0, MOST_ITEMS).map(item => cleaned(item)) as T;
  }
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, cleaned(item)]),
    ) as T;
  }
  return value;
}
