import type { ServerResponse } from 'node:http';
import { StatusError } from '../StatusError';

/** Answers JSON on one line, as a real server does for everyone but curl. */
export function sendJson(
  response: ServerResponse,
  code: number,
  body: unknown,
  contentType = 'application/json',
): void {
  const text = `${JSON.stringify(body)}\n`;
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
