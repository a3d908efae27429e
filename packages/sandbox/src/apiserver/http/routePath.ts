import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ResourceRegistry } from '../resources/ResourceRegistry';
import { methodNotAllowed, resourceNotFound } from '../StatusError';
import { isBuiltInGroup } from './discoveredGroups';
import { discovery } from './discovery';
import { healthPaths, healthReport } from './health';
import { notFoundPath } from './notFoundPath';
import { openApiDocument, openApiIndex } from '../openapi/openApi';
import { sendOpenApi } from '../openapi/sendOpenApi';
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

/** What `/` lists. */
function servedPaths(registry: ResourceRegistry): string[] {
  const versions = registry.groupVersions();
  return [
    '/api',
    '/api/v1',
    '/apis',
    ...versions
      .filter(({ group }) => group !== '')
      .flatMap(({ group, apiVersion }) => [
        `/apis/${group}`,
        `/apis/${apiVersion}`,
      ]),
    ...healthPaths,
    '/openapi/v2',
    '/openapi/v3',
    '/version',
  ].sort();
}

/** Answers the paths that are no resources: health, version, discovery and OpenAPI. */
export function routePath(
  registry: ResourceRegistry,
  path: string,
  query: URLSearchParams,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const plain = path.replace(/\/+$/, '');
  const health = healthReport(plain, query);
  if (health) {
    sendText(response, 200, health);
    return;
  }
  if (request.method !== 'GET') {
    throw methodNotAllowed();
  }
  if (plain === '/version') {
    sendJson(response, 200, VERSION);
  } else if (plain === '') {
    sendJson(response, 200, { paths: servedPaths(registry) });
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
      sendOpenApi(document, request, response);
    } else {
      notFoundPath(response);
    }
  } else {
    const found = /^\/apis?(\/|$)/.test(plain)
      ? discovery(registry, plain, request.headers.accept ?? '')
      : undefined;
    if (found) {
      sendJson(response, 200, found.body, found.contentType);
    } else if (/^\/apis(\/|$)/.test(plain)) {
      const [, , group, version] = plain.split('/');
      if (version && isBuiltInGroup(registry, group)) {
        throw resourceNotFound();
      }
      notFoundPath(response);
    } else if (plain.startsWith('/api/')) {
      throw resourceNotFound();
    } else {
      sendJson(response, 404, { paths: servedPaths(registry) });
    }
  }
}
