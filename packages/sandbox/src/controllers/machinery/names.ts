import { createHash, randomInt } from 'crypto';

/** The letters of generated names: no vowels, so that no words come out. */
const SAFE_LETTERS = 'bcdfghjklmnpqrstvwxz2456789';
const LETTERS_AND_DIGITS =
  'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

function pick(letters: string, length: number): string {
  return Array.from({ length }, () => letters[randomInt(letters.length)]).join(
    '',
  );
}

/** The end of a generated pod name, as `x2k4q`. */
export const podSuffix = () => pick(SAFE_LETTERS, 5);

/** What Helm's randAlphaNum makes. */
export const randomPassword = (length: number) =>
  pick(LETTERS_AND_DIGITS, length);

/** JSON with sorted keys, so that equal values have equal text. */
export function canonicalJson(value: any): string {
  if (!value || typeof value !== 'object') {
    return JSON.stringify(value) ?? 'null';
  }
  if (Array.isArray(value)) {
    return `[${value.map(canonicalJson).join(',')}]`;
  }
  const members = Object.keys(value)
    .filter(key => value[key] !== undefined)
    .sort()
    .map(key => `${JSON.stringify(key)}:${canonicalJson(value[key])}`);
  return `{${members.join(',')}}`;
}

/** Hashes of what is stored, which never changes: controllers ask for the same ones at every look. */
const hashed = new WeakMap<object, Buffer>();

function digestOf(value: unknown): Buffer {
  const digest = () =>
    createHash('sha256').update(canonicalJson(value)).digest();
  if (!value || typeof value !== 'object' || !Object.isFrozen(value)) {
    return digest();
  }
  const known = hashed.get(value) ?? digest();
  hashed.set(value, known);
  return known;
}

/** A short hash in the letters of `pod-template-hash`. */
export function templateHash(value: unknown, length = 10): string {
  return Array.from(
    digestOf(value).subarray(0, length),
    byte => SAFE_LETTERS[byte % SAFE_LETTERS.length],
  ).join('');
}

/** The hash helm-controller labels pods and releases with. */
export function sha256(value: unknown): string {
  return createHash('sha256').update(canonicalJson(value)).digest('hex');
}
