/** A list as the API serves it. */
export interface RawList<T> {
  metadata?: { resourceVersion?: string; continue?: string };
  items?: T[] | null;
}

/** Bytes; less is parsed in one go. */
const LARGE = 64 * 1024;

const [QUOTE, BACKSLASH, COMMA] = [...'"\\,'].map(code);
const OPENING = [...'{['].map(code);
const CLOSING = [...'}]'].map(code);

/**
 * Parses a list, a large one item by item: of a text of more than 100 KB V8 puts everything where only
 * a full collection frees it, and lists are thrown away as soon as they were looked through.
 *
 * @throws SyntaxError when it is not JSON
 */
export function parseList<T>(bytes: Buffer): RawList<T> {
  const spans = bytes.length < LARGE ? undefined : itemsOf(bytes);
  if (!spans) {
    return JSON.parse(bytes.toString());
  }
  const { begin, end, items } = spans;
  const rest = JSON.parse(
    `${bytes.toString('utf8', 0, begin)}[]${bytes.toString('utf8', end)}`,
  );
  return {
    ...rest,
    items: items.map(([from, to]) =>
      JSON.parse(bytes.toString('utf8', from, to)),
    ),
  };
}

/** Where the array `items` of the outermost object is, and where each of its objects. */
function itemsOf(
  bytes: Buffer,
): { begin: number; end: number; items: Array<[number, number]> } | undefined {
  const items: Array<[number, number]> = [];
  let depth = 0;
  let begin = -1;
  let from = -1;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at];
    if (byte === QUOTE) {
      const end = endOfString(bytes, at);
      if (depth === 1 && begin < 0 && isKey(bytes, at, end)) {
        begin = bytes.indexOf('[', end);
      }
      at = end;
    } else if (OPENING.includes(byte)) {
      depth += 1;
      from = depth === 3 && begin >= 0 ? at : from;
    } else if (CLOSING.includes(byte)) {
      depth -= 1;
      if (depth === 2 && begin >= 0) {
        items.push([from, at + 1]);
      } else if (depth === 1 && begin >= 0) {
        return { begin, end: at + 1, items };
      }
    } else if (depth === 2 && begin >= 0 && byte !== COMMA && byte > 0x20) {
      // No object: whoever asked has to make sense of it.
      return undefined;
    }
  }
  return undefined;
}

/** Whether a string is the key of the items, which follow at once. */
function isKey(bytes: Buffer, at: number, end: number): boolean {
  return (
    bytes.toString('latin1', at, end + 1) === '"items"' &&
    /^\s*:\s*\[/.test(bytes.toString('latin1', end + 1, end + 20))
  );
}

/** Position of the closing quote. */
function endOfString(bytes: Buffer, at: number): number {
  for (let end = bytes.indexOf(QUOTE, at + 1); end >= 0; ) {
    let escapes = 0;
    while (bytes[end - 1 - escapes] === BACKSLASH) {
      escapes += 1;
    }
    if (escapes % 2 === 0) {
      return end;
    }
    end = bytes.indexOf(QUOTE, end + 1);
  }
  return bytes.length;
}

function code(character: string): number {
  return character.charCodeAt(0);
}
