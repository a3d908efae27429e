/** Means nothing within a line; everything else of ASCII's punctuation may, to one dialect or another. */
const PUNCTUATION = /[^\P{ASCII}\w ./,;'?%-]|_/gu;

/** Text that every dialect of markdown shows as it is, in a table's cell too, and never as HTML. */
export function plain(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(PUNCTUATION, character => `&#${character.charCodeAt(0)};`);
}

/** A table from cells that are text, not markdown. */
export function table(
  head: readonly string[],
  rows: ReadonlyArray<readonly string[]>,
): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map(plain).join(' | ')} |`;
  return [
    line(head),
    `|${head.map(() => ' --- |').join('')}`,
    ...rows.map(line),
  ]
    .filter(Boolean)
    .join('\n');
}

/** A block to copy, which nothing in it can end: indented, so there is no fence. */
export function block(lines: readonly string[]): string {
  return lines
    .flatMap(line => line.split(/\r?\n/))
    .map(line => `    ${line}`)
    .join('\n');
}
