import type { ServerResponse } from 'node:http';
import { StatusError } from '../StatusError';
import { objectText } from './objectText';

/** Whether a person reads the answer: a browser, curl or wget, or who asks for it. */
function wantsIndents({ req }: ServerResponse): boolean {
  const asked = /[?&]pretty=([^&]*)/.exec(req.url ?? '')?.[1];
  return asked === undefined
    ? /^(curl|Wget|Mozilla\/5\.0)/.test(req.headers['user-agent'] ?? '')
    : !['false', '0'].includes(asked);
}

/** Answers JSON, on one line for programs. */
export function sendJson(
  response: ServerResponse,
  code: number,
  body: unknown,
  contentType = 'application/json',
): void {
  const text = wantsIndents(response)
    ? JSON.stringify(body, null, 2)
    : `${objectText(body as object)}\n`;
  response.writeHead(code, {
    'Content-Type': contentType,
    'Cache-Control': 'no-cache, private',
    'Content-Length': Buffer.byteLength(text),
  });
  response.end(text);
}

/** Answers plain text. */
export function sendText(
  response: ServerResponse,
  code: number,
  text: string,
): void {
  response.writeHead(code, {
    'Content-Type': 'text/plain; charset=utf-8',
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'no-cache, private',
    'Content-Length': Buffer.byteLength(text),
  });
  response.end(text);
}

/** Answers a refusal; anything that is no `StatusError` is a fault of the sandbox itself. */
export function sendError(response: ServerResponse, error: unknown): void {
  const status =
    error instanceof StatusError
      ? error
      : new StatusError(
          500,
          'InternalError',
          `Internal error occurred: ${error}`,
          { causes: [{ message: String(error) }] },
        );
  if (response.headersSent) {
    response.destroy();
    return;
  }
  if (status.code === 403) {
    response.setHeader('X-Content-Type-Options', 'nosniff');
  }
  if (status.details?.retryAfterSeconds) {
    response.setHeader('Retry-After', status.details.retryAfterSeconds);
  }
  sendJson(response, status.code, status.toStatus());
}
