import type { CutText, Tokens } from './Tokens';

/** Makes a copy: the values stand where the tokens stood. */
export type Copier<T = any> = (values: readonly string[]) => T;

/** Reads a text that is packed, such as base64, when there are tokens in it. */
export type Unpack = (
  text: string,
) => { text: string; pack(text: string): string } | undefined;

const filled = (parts: CutText) =>
  parts
    .map(part =>
      typeof part === 'number' ? `values[${part}]` : JSON.stringify(part),
    )
    .join('+');

/** Writes the program that makes a copy; `parts` are what it uses and does not make. */
class CopyProgram {
  readonly parts: unknown[] = [];

  constructor(
    private readonly tokens: Tokens,
    private readonly unpack: Unpack,
  ) {}

  /** An expression for a copy of a value; undefined when it holds no token. */
  copy(value: unknown): string | undefined {
    if (typeof value === 'string') {
      return this.text(value);
    }
    if (!value || typeof value !== 'object') {
      return undefined;
    }
    const members = Object.entries(value).map(([name, member]) => ({
      name,
      member,
      cut: Array.isArray(value) ? undefined : this.tokens.cut(name),
      copy: this.copy(member),
    }));
    if (members.every(({ cut, copy }) => !cut && !copy)) {
      return undefined;
    }
    const all = members.map(({ name, member, cut, copy }) => {
      const expression = copy ?? this.part(member);
      if (Array.isArray(value)) {
        return expression;
      }
      return `${cut ? `[${filled(cut)}]` : JSON.stringify(name)}:${expression}`;
    });
    // As everything in a store is, and all that it is made of.
    return Array.isArray(value)
      ? `freeze([${all.join(',')}])`
      : `freeze({${all.join(',')}})`;
  }

  private text(value: string): string | undefined {
    const cut = this.tokens.cut(value);
    if (cut) {
      return filled(cut);
    }
    const packed = this.unpack(value);
    const inside = packed && this.tokens.cut(packed.text);
    return inside && `${this.part(packed.pack)}(${filled(inside)})`;
  }

  private part(part: unknown): string {
    return `parts[${this.parts.push(part) - 1}]`;
  }
}

/**
 * Prepares the copying of an object that will be copied many times. What holds no token is the same in
 * the original and in all copies, so that they take little memory.
 */
export function compileCopy<T>(
  original: T,
  tokens: Tokens,
  unpack: Unpack = () => undefined,
): Copier<T> {
  const program = new CopyProgram(tokens, unpack);
  const copy = program.copy(original);
  if (!copy) {
    return () => original;
  }
  // Written out as a program it is several times as fast as any walk over the original: a fleet is
  // millions of small objects of hundreds of shapes.
  // eslint-disable-next-line no-new-func -- of nothing but the sandbox's own objects
  const make = new Function('parts', 'freeze', 'values', `return ${copy}`);
  return values => make(program.parts, Object.freeze, values);
}
