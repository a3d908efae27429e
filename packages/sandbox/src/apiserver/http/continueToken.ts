import { badRequest } from '../StatusError';

/** Where a paged list goes on: after this key, in the state of this revision (-1: any). */
export interface ContinueToken {
  rv: number;
  start: string;
}

/** What stands after the last key that was shown. */
const END = '\u0000';

export function encodeContinue({ rv, start }: ContinueToken): string {
  return Buffer.from(
    JSON.stringify({ v: 'meta.k8s.io/v1', rv, start: start + END }),
  ).toString('base64url');
}

export function decodeContinue(token: string): ContinueToken {
  try {
    const { v, rv, start } = JSON.parse(
      Buffer.from(token, 'base64url').toString(),
    );
    if (
      v === 'meta.k8s.io/v1' &&
      Number.isInteger(rv) &&
      typeof start === 'string'
    ) {
      return {
        rv,
        start: start.endsWith(END) ? start.slice(0, -END.length) : start,
      };
    }
  } catch {
    // Refused below, like a token of another shape.
  }
  throw badRequest(
    'invalid continue token: continue key is not valid: illegal base64 data or content',
  );
}
