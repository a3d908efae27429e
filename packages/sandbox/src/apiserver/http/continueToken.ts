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

const notValid = (why: string) =>
  badRequest(`invalid continue token: continue key is not valid: ${why}`);

export function decodeContinue(token: string): ContinueToken {
  let value: any;
  try {
    value = JSON.parse(Buffer.from(token, 'base64url').toString());
  } catch {
    throw notValid('illegal base64 data or content');
  }
  const { v, rv, start } = value ?? {};
  if (v !== 'meta.k8s.io/v1') {
    throw notValid(
      `server does not recognize this encoded version ${JSON.stringify(v)}`,
    );
  }
  if (!Number.isInteger(rv) || rv === 0 || typeof start !== 'string') {
    throw notValid('incorrect encoded start resourceVersion');
  }
  if (start.split('/').includes('..')) {
    throw notValid(start);
  }
  return {
    rv,
    start: start.endsWith(END) ? start.slice(0, -END.length) : start,
  };
}
