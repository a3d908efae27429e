import type { IncomingMessage } from 'node:http';
import type { Http2ServerRequest } from 'node:http2';

/** More than any call of Kasm's API has. */
const LIMIT = 1024 * 1024;

/** Why the body of a request was not read to its end. */
export class UnreadBody extends Error {
  constructor(readonly why: 'large' | 'late') {
    super(`The body of the request is too ${why}.`);
  }
}

/**
 * Reads a request's body. Rejects with UnreadBody when it is larger than Kasm's calls are, or when Traefik
 * has waited long enough.
 *
 * @param deadline - calls back when that is; returns what takes it back
 */
export async function readBody(
  request: IncomingMessage | Http2ServerRequest,
  deadline: (late: () => void) => () => void,
): Promise<string> {
  const whole = readWhole(request);
  // Whoever was late may go away still.
  whole.catch(() => {});
  let met = () => {};
  const late = new Promise<never>((_resolve, reject) => {
    met = deadline(() => reject(new UnreadBody('late')));
  });
  try {
    return await Promise.race([whole, late]);
  } finally {
    met();
  }
}

async function readWhole(
  request: IncomingMessage | Http2ServerRequest,
): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  // Read to its end in any case: who is still writing hears no answer.
  for await (const chunk of request) {
    length += chunk.length;
    if (length <= LIMIT) {
      chunks.push(chunk);
    }
  }
  if (length > LIMIT) {
    throw new UnreadBody('large');
  }
  return Buffer.concat(chunks).toString('utf8');
}
