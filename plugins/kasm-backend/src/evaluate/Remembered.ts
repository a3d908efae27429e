/** Answers of one generation. */
const MOST = 20_000;

/**
 * Remembers answers of a pure function of a text, those that were asked for lately: two generations,
 * of which the older is forgotten when the younger is full.
 */
export class Remembered<T> {
  private young = new Map<string, T>();
  private old = new Map<string, T>();

  constructor(private readonly most = MOST) {}

  get(text: string): T | undefined {
    const known = this.young.get(text);
    if (known !== undefined) {
      return known;
    }
    const before = this.old.get(text);
    if (before !== undefined) {
      this.set(text, before);
    }
    return before;
  }

  set(text: string, answer: T): void {
    this.young.set(text, answer);
    if (this.young.size >= this.most) {
      this.old = this.young;
      this.young = new Map();
    }
  }
}
