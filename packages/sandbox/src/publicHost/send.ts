import {
  STATUS_CODES,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import type { Http2ServerRequest, Http2ServerResponse } from 'node:http2';
import type { Reply } from './Reply';

function headersOf({ type, body, headers }: Reply) {
  return {
    'content-type':
      type === 'application/json' ? type : `${type}; charset=utf-8`,
    'content-length': String(Buffer.byteLength(body)),
    'cache-control': 'no-store',
    ...headers,
  };
}

/** Writes an answer, if anybody still waits for it. */
export function send(
  request: IncomingMessage | Http2ServerRequest,
  response: ServerResponse | Http2ServerResponse,
  reply: Reply,
): void {
  if (response.headersSent || response.destroyed) {
    return;
  }
  // Either kind of response takes these alike.
  const written = response as ServerResponse;
  written.writeHead(reply.status, headersOf(reply));
  if (request.method === 'HEAD') {
    written.end();
  } else {
    written.end(reply.body);
  }
}

/** An answer as text, for a connection that was to become a stream. */
export function rawReply(reply: Reply): string {
  const headers = Object.entries({ ...headersOf(reply), connection: 'close' });
  return [
    `HTTP/1.1 ${reply.status} ${STATUS_CODES[reply.status]}`,
    ...headers.map(([name, value]) => `${name}: ${value}`),
    '',
    reply.body,
  ].join('\r\n');
}
