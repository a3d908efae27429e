import { randomBytes } from 'crypto';
import { request as requestHttp1, type IncomingMessage } from 'http';
import type { TLSSocket } from 'tls';
import type { EndpointFacts } from '../observation/Observation';

/** Where a browser asks for the stream of its desktop; nobody has this one. */
const DESKTOP = '/desktop/00000000-0000-0000-0000-000000000000/vnc/websockify';

/** Traefik's own page has nineteen letters. */
const READ_AT_MOST = 200;

/**
 * Asks for a WebSocket as a desktop in the browser does, without a session: Kasm refuses with 401 or
 * 403, and that it was Kasm who did is what counts. Nothing is sent after the request, and nothing is
 * opened.
 *
 * @internal
 */
export function askUpgrade(
  socket: TLSSocket,
  authority: string,
  signal: AbortSignal,
): Promise<EndpointFacts['websocket']> {
  return new Promise<EndpointFacts['websocket']>(resolve => {
    const request = requestHttp1({
      createConnection: () => socket,
      path: DESKTOP,
      headers: {
        host: authority,
        'user-agent': 'kasm-portal',
        connection: 'Upgrade',
        upgrade: 'websocket',
        'sec-websocket-version': '13',
        'sec-websocket-key': randomBytes(16).toString('base64'),
        'sec-websocket-protocol': 'binary',
      },
      signal,
    });
    // Who takes too long tells nothing: it may be the API behind the proxy.
    request.on('error', () => resolve(signal.aborted ? undefined : 'broken'));
    request.on('upgrade', (_response, upgraded) => {
      upgraded.destroy();
      resolve('ok');
    });
    request.on('response', response => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        body += chunk.slice(0, READ_AT_MOST);
        if (body.length >= READ_AT_MOST) {
          response.destroy();
        }
      });
      response.on('error', () => resolve(meaningOf(response, body)));
      response.on('close', () => resolve(meaningOf(response, body)));
    });
    request.end();
  }).finally(() => socket.destroy());
}

function meaningOf(
  { statusCode }: IncomingMessage,
  body: string,
): EndpointFacts['websocket'] {
  if (statusCode === 401 || statusCode === 403) {
    return 'ok';
  }
  return statusCode === 404 && body.startsWith('404 page not found')
    ? 'unrouted'
    : undefined;
}
