/** A part of a schema text with every line moved to the right. */
export function indented(text: string, by: number): string {
  return text.trim().replace(/^(?=.)/gm, ' '.repeat(by));
}
