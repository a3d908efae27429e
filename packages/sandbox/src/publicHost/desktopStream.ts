import { createHash } from 'node:crypto';
import type { Duplex } from 'node:stream';
import type { Forwarded } from '../controllers/traefik/Route';
import { cookiesOf } from '../controllers/traefik/stickyCookie';
import type { RoutedRequest } from '../controllers/traefik/RoutedRequest';
import { nginxPage } from './nginxPages';
import type { PublicRouter } from './PublicRouter';
import type { Reply } from './Reply';

/** Every WebSocket server adds this to the client's key. */
const WEB_SOCKET = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';
const BINARY = 0x82;
const CLOSE = 0x88;
const OPCODE = 0x0f;
const CLOSING = 0x08;
/** The first words of a desktop's stream. */
const HELLO = Buffer.from('RFB 003.008\n');

/** Whether the stream of a session may be opened, and by whom. */
export type OpensDesktop = (
  target: { namespace: string; release: string },
  kasmId: string,
  token: string,
) => boolean;

/**
 * Kasm's proxy asks the API before it opens a desktop's stream: who is not signed in gets 401, who has
 * no such session 403. Undefined when the stream may be opened.
 */
export function refusedStream(
  request: RoutedRequest,
  route: Forwarded,
  router: PublicRouter,
  opens: OpensDesktop,
): Reply | undefined {
  if (!router.isReady(route, 'api')) {
    // nginx knows no other answer to a question that failed.
    return nginxPage(500);
  }
  const token = cookiesOf(request).get('session_token');
  if (!token) {
    return nginxPage(401);
  }
  const kasmId = /^\/desktop\/([^/]+)/.exec(route.path)?.[1];
  return kasmId && opens(route, kasmId, token) ? undefined : nginxPage(403);
}

/** Answers 101 and greets as a desktop does; then nothing more is shown. */
export function openStream(
  socket: Duplex,
  key: string,
  headers: Record<string, string>,
  protocol: string | undefined,
): void {
  const accept = createHash('sha1')
    .update(`${key}${WEB_SOCKET}`)
    .digest('base64');
  const lines = [
    'HTTP/1.1 101 Switching Protocols',
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    'connection: Upgrade',
    'upgrade: websocket',
    `sec-websocket-accept: ${accept}`,
    ...(protocol
      ? [`sec-websocket-protocol: ${protocol.split(',')[0].trim()}`]
      : []),
  ];
  socket.write(`${lines.join('\r\n')}\r\n\r\n`);
  socket.write(Buffer.concat([Buffer.from([BINARY, HELLO.length]), HELLO]));
  socket.on('data', (frame: Buffer) => {
    // eslint-disable-next-line no-bitwise
    if ((frame[0] & OPCODE) === CLOSING) {
      socket.end(Buffer.from([CLOSE, 0]));
    }
  });
}
