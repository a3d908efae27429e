const PLAIN = /^[A-Za-z0-9@%+=:,./_-]+$/;

/** A command as a person may copy it: every word stays one word, whatever is in it. */
export function shellLine(...words: string[]): string {
  return words
    .map(word => (PLAIN.test(word) ? word : `'${word.replace(/'/g, `'\\''`)}'`))
    .join(' ');
}
