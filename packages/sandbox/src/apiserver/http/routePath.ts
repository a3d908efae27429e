import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ResourceRegistry } from '../resources/ResourceRegistry';
import { methodNotAllowed, resourceNotFound } from '../StatusError';
import { discovery } from './discovery';
import { notFoundPath } from './notFoundPath';
import { openApiDocument, openApiIndex } from './openapi';
import { sendJson, sendText } from './respond';

const VERSION = {
  major: '1',
  minor: '32',
  gitVersion: 'v1.32.0+kasm-sandbox',
  gitCommit: '',
  gitTreeState: 'clean',
  buildDate: '1970-01-01T00:00:00Z',
  goVersion: '',
  compiler: 'node',
  platform: 'linux/amd64',
};

/** Answers the paths that are no resources: health, version, discovery and OpenAPI. */
export function routePath(
  registry: ResourceRegistry,
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  if (request.method !== 'GET') {
    throw methodNotAllowed();
  }
  const plain = path.replace(/\/+$/, '');
  if (/^\/(healthz|livez|readyz)(\/|$)/.test(plain)) {
    sendText(response, 200, 'ok');
  } else if (plain === '/version') {
    sendJson(response, 200, VERSION);
  } else if (plain === '') {
    sendJson(response, 200, {
      paths: ['/api', '/apis', '/healthz', '/openapi/v3', '/version'],
    });
  } else if (plain === '/openapi/v2') {
    // An empty protobuf message is a valid document; JSON is never accepted here.
    response.writeHead(200, { 'Content-Type': 'application/octet-stream' });
    response.end();
  } else if (plain === '/openapi/v3') {
    sendJson(response, 200, openApiIndex(registry));
  } else if (plain.startsWith('/openapi/v3/')) {
    const document = openApiDocument(
      registry,
      plain.slice('/openapi/v3/'.length),
    );
    if (document) {
      sendJson(response, 200, document);
    } else {
      notFoundPath(response);
    }
  } else {
    const found = /^\/apis?(\/|$)/.test(plain)
      ? discovery(registry, plain, request.headers.accept ?? '')
      : undefined;
    if (found) {
      sendJson(response, 200, found.body, found.contentType);
    } else if (plain.startsWith('/api/')) {
      throw resourceNotFound();
    } else {
      notFoundPath(response);
    }
  }
}
