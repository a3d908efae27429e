/** A line that does not end within the limit. */
export class LineTooLongError extends Error {
  constructor(limit: number) {
    super(`a line is longer than ${limit} bytes`);
  }
}

/** A stream that ended in the middle of a line. */
export class BrokenLineError extends Error {
  constructor() {
    super('the stream ended in the middle of a line');
  }
}

/**
 * Splits bytes into lines. Characters may be split between chunks: only whole lines are decoded.
 * Empty lines are left out.
 */
export async function* splitLines(
  chunks: AsyncIterable<Uint8Array>,
  limit: number,
): AsyncGenerator<string, void, void> {
  let parts: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    let start = 0;
    for (;;) {
      const end = chunk.indexOf(0x0a, start);
      const piece = chunk.subarray(start, end === -1 ? undefined : end);
      size += piece.length;
      if (size > limit) throw new LineTooLongError(limit);
      if (piece.length > 0) parts.push(piece);
      if (end === -1) break;
      const line = Buffer.concat(parts).toString('utf8').trim();
      parts = [];
      size = 0;
      start = end + 1;
      if (line !== '') yield line;
    }
  }
  if (size > 0) throw new BrokenLineError();
}
