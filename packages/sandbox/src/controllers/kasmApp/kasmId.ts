import { createHash } from 'crypto';

/** The digest that everything without a meaning of its own is made of. */
const digest = (text: string) =>
  createHash('sha256').update(text).digest('hex');

/** An id as Kasm lists it: a UUID without dashes. */
export const kasmId = (text: string) => {
  const hex = digest(text);
  return `${hex.slice(0, 12)}4${hex.slice(13, 16)}a${hex.slice(17, 32)}`;
};

/** A token as long as Kasm's. */
export const kasmToken = (text: string) => {
  const hex = digest(`token of ${text}`);
  return [8, 4, 4, 4, 12]
    .map((length, part) => hex.slice(part * 12, part * 12 + length))
    .join('-');
};

/** The same id with dashes, as Kasm writes it elsewhere. */
export const dashed = (id: string) =>
  [0, 8, 12, 16, 20]
    .map((start, part, starts) => id.slice(start, starts[part + 1]))
    .join('-');

/** An id as somebody wrote it, with dashes or without. */
export const bareId = (id: unknown) => String(id ?? '').replace(/-/g, '');
