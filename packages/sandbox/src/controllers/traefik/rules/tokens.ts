/** One word of a rule. */
export type Token =
  | { kind: 'name'; text: string }
  | { kind: 'value'; text: string }
  | { kind: 'sign'; text: '(' | ')' | ',' | '!' | '&&' | '||' };

/** As Go reads a rule: names, signs, and values in backticks or in double quotes. */
const TOKEN =
  /\s*(?:([A-Za-z][A-Za-z0-9]*)|`([^`]*)`|("(?:[^"\\\n]|\\.)*")|(&&|\|\||[(),!]))/y;

/** The words of a rule. Throws when there is something else in it. */
export function tokensOf(rule: string): Token[] {
  const tokens: Token[] = [];
  const text = rule.trimEnd();
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const at = TOKEN.lastIndex;
    const found = TOKEN.exec(text);
    if (!found) {
      throw new Error(
        `error while parsing rule ${rule}: unexpected "${text
          .slice(at)
          .trim()}"`,
      );
    }
    const [, name, raw, quoted, sign] = found;
    if (name !== undefined) {
      tokens.push({ kind: 'name', text: name });
    } else if (sign !== undefined) {
      tokens.push({ kind: 'sign', text: sign as ',' });
    } else {
      tokens.push({ kind: 'value', text: raw ?? unquoted(quoted, rule) });
    }
  }
  return tokens;
}

function unquoted(quoted: string, rule: string): string {
  try {
    return JSON.parse(quoted);
  } catch {
    throw new Error(`error while parsing rule ${rule}: bad value ${quoted}`);
  }
}
