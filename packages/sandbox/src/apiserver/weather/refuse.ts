import type { ServerResponse } from 'node:http';
import { unauthorized } from '../access/forbidden';
import { sendText } from '../http/respond';
import { expired, resourceNotFound, StatusError } from '../StatusError';
import type { Weather } from './Weather';

/** What of a request decides whether the weather refuses it. */
export interface Weathered {
  path: string;
  query: URLSearchParams;
}

const RETRY_AFTER_SECONDS = 1;
const RESOURCES = /^\/(api\/[^/]+|apis\/[^/]+\/[^/]+)\/./;

/** Whether a request asks for a watch. */
export const isWatch = (query: URLSearchParams) =>
  query.get('watch') === 'true' || query.get('watch') === '1';

/**
 * Answers a request that this weather refuses, whoever asks; false when the weather lets it through.
 * Throws `StatusError` where a real server answers one.
 */
export function refuse(
  weather: Weather,
  { path, query }: Weathered,
  response: ServerResponse,
): boolean {
  if (weather === 'unauthorized') throw unauthorized();
  if (weather === 'broken') {
    throw new StatusError(
      500,
      'InternalError',
      'Internal error occurred: etcdserver: request timed out',
      { causes: [{ message: 'etcdserver: request timed out' }] },
    );
  }
  if (weather === 'busy') {
    response.setHeader('Retry-After', RETRY_AFTER_SECONDS);
    sendText(response, 429, 'Too many requests, please try again later.\n');
    return true;
  }
  if (!RESOURCES.test(path)) return false;
  if (weather === 'not-found') throw resourceNotFound();
  if (weather === 'gone' || weather === 'gone-http') {
    return forget(weather, query, response);
  }
  return false;
}

/** Refuses who goes on from an earlier revision; who begins anew is answered. */
function forget(
  weather: 'gone' | 'gone-http',
  query: URLSearchParams,
  response: ServerResponse,
): boolean {
  const revision = query.get('resourceVersion') ?? '0';
  const goesOn = isWatch(query) ? revision !== '0' : query.has('continue');
  if (!goesOn) return false;
  const error = expired(`too old resource version: ${revision} (0)`);
  if (weather === 'gone-http' || !isWatch(query)) throw error;
  response.writeHead(200, {
    'Content-Type': 'application/json',
    'Cache-Control': 'no-cache, private',
  });
  response.end(
    `${JSON.stringify({ type: 'ERROR', object: error.toStatus() })}\n`,
  );
  return true;
}
