import { isIP } from 'node:net';

/** Looked at at most; what is longer is no message. */
const MOST = 500;
const SOMEBODY = '[somebody]';
const ADDRESS = '[address]';

const E_MAIL = /[^\s<>"'`(),;:=[\]]+@[^\s<>"'`(),;:=[\]]+/g;
/** What may be an address, with a port or without. */
const IPV4 = /(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?:\/\d{1,2})?(?![\w]|\.\d)/g;
const IPV6 = /(?<![\w:.])[0-9a-f:]*:[0-9a-f:]*(?::|\.)[0-9a-f:.]*/gi;

/**
 * A text of Kasm's own without the people in it: who uses a session, and from where, is not for
 * everybody who may see that it does not start.
 *
 * @param user - whose session the text is about, as Kasm names them
 * @internal
 */
export function withoutPeople(text: string, user: unknown): string {
  const whole =
    text.length > MOST
      ? // A name that is cut in two would not be known again.
        text.slice(0, MOST).replace(/\S*$/, '')
      : text;
  return namesOf(user).reduce(
    (said, name) =>
      said.replace(
        new RegExp(
          `(?<![\\p{L}\\p{N}])${escaped(name)}(?![\\p{L}\\p{N}])`,
          'giu',
        ),
        SOMEBODY,
      ),
    whole
      .replace(E_MAIL, SOMEBODY)
      .replace(IPV6, found => (isAddress(found) ? ADDRESS : found))
      .replace(IPV4, ADDRESS),
  );
}

/** A full stop or a colon after an address is none of it. */
function isAddress(text: string): boolean {
  return isIP(text.replace(/[.:]$/, '')) === 6 || isIP(text) === 6;
}

/** The name, and what stands before its domain, the longest first. */
function namesOf(user: unknown): string[] {
  if (typeof user !== 'string') {
    return [];
  }
  const name = user.trim().slice(0, 200);
  const parts = [name, name.split('@')[0], name.split('\\').pop() ?? ''];
  return [...new Set(parts)].filter(part => part.length > 1);
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}
