const TOKEN = /\s*(==|!=|[!=<>(),]|[^\s!=<>(),]+)/y;

/** The words and signs of a label selector, one after the other; the empty text is the end. */
export class SelectorTokens {
  private readonly tokens: string[] = [];

  constructor(selector: string) {
    TOKEN.lastIndex = 0;
    for (
      let match = TOKEN.exec(selector);
      match;
      match = TOKEN.exec(selector)
    ) {
      this.tokens.push(match[1]);
    }
  }

  peek(): string {
    return this.tokens[0] ?? '';
  }

  next(): string {
    return this.tokens.shift() ?? '';
  }

  /** Whether the next token is a key or a value. */
  isWord(): boolean {
    return this.tokens.length > 0 && !/^[!=<>(),]/.test(this.tokens[0]);
  }
}
