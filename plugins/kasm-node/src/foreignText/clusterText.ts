// C0 and C1 controls, and the characters that turn the reading direction round or hide text.
const INVISIBLE =
  // eslint-disable-next-line no-control-regex
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;

/**
 * Text from a cluster, fit to be shown: one line, no control or direction characters, at most so
 * many characters. Undefined when nothing is left.
 *
 * @public
 */
export function clusterText(value: unknown, max = 300): string | undefined {
  if (typeof value !== 'string') {
    return undefined;
  }
  const text = value
    .slice(0, max * 4)
    .replace(INVISIBLE, '')
    .replace(/\s+/g, ' ')
    .trim();
  if (text === '') {
    return undefined;
  }
  return text.length > max ? `${text.slice(0, max - 1)}…` : text;
}
