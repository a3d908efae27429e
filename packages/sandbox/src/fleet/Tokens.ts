/** A text cut at its tokens: what stands as it is, and the numbers of tokens. */
export type CutText = Array<string | number>;

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/**
 * A pattern of many words that looks at each letter once: words that begin alike are alternatives after
 * their common beginning, and the longest is found.
 */
function patternOf(words: string[]): string {
  const byLetter = new Map<string, string[]>();
  for (const word of words.filter(each => each !== '')) {
    const rests = byLetter.get(word[0]) ?? [];
    rests.push(word.slice(1));
    byLetter.set(word[0], rests);
  }
  const branches = [...byLetter].map(([letter, rests]) =>
    rests.length === 1
      ? escaped(letter + rests[0])
      : `${escaped(letter)}${patternOf(rests)}`,
  );
  const endsHere = words.includes('') ? '?' : '';
  return branches.length > 0 ? `(?:${branches.join('|')})${endsHere}` : '';
}

/** Words by which copies differ from their original. */
export class Tokens {
  private readonly numbers: Map<string, number>;
  private readonly pattern: RegExp;

  /** @param words - none is part of a longer number where it stands */
  constructor(words: string[]) {
    this.numbers = new Map(words.map((word, number) => [word, number]));
    this.pattern = new RegExp(
      `(?<![\\d.])${patternOf([...this.numbers.keys()])}(?!\\d)`,
      'g',
    );
  }

  /** Undefined for a text without any. */
  cut(text: string): CutText | undefined {
    const parts: CutText = [];
    let end = 0;
    for (const match of text.matchAll(this.pattern)) {
      parts.push(text.slice(end, match.index), this.numbers.get(match[0])!);
      end = match.index + match[0].length;
    }
    return parts.length > 0 ? [...parts, text.slice(end)] : undefined;
  }

  /** A text with every token replaced by its value. */
  replace(text: string, values: readonly string[]): string {
    return text.replace(
      this.pattern,
      token => values[this.numbers.get(token)!],
    );
  }
}
