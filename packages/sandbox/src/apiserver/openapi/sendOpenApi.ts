import type { IncomingMessage, ServerResponse } from 'node:http';
import type { OpenApiDocument } from './openApi';

const YEAR_MS = 365 * 24 * 60 * 60 * 1000;

/**
 * Answers a document. Clients keep it under its hash, which is in the address that the index gives,
 * and ask with the hash whether what they have is still right.
 */
export function sendOpenApi(
  { text, etag }: OpenApiDocument,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  response.setHeader('ETag', etag);
  response.setHeader('Vary', 'Accept-Encoding, Accept');
  if (/[?&]hash=/.test(request.url ?? '')) {
    response.setHeader('Cache-Control', 'public, immutable');
    response.setHeader('Expires', new Date(Date.now() + YEAR_MS).toUTCString());
  } else {
    response.setHeader('Cache-Control', 'no-cache, private');
  }
  if (request.headers['if-none-match'] === etag) {
    response.writeHead(304);
    response.end();
    return;
  }
  response.writeHead(200, {
    'Content-Type': 'application/json',
    'Content-Length': Buffer.byteLength(text),
  });
  response.end(text);
}
