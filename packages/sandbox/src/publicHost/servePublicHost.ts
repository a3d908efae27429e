import {
  createServer,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import {
  createSecureServer,
  type Http2ServerRequest,
  type Http2ServerResponse,
} from 'node:http2';
import type { Duplex } from 'node:stream';
import { createSecureContext } from 'node:tls';
import type { Clock } from '../Clock';
import { createDefaultCertificate } from '../certificates/defaultCertificate';
import type { RoutedRequest } from '../controllers/traefik/RoutedRequest';
import { PUBLIC_ADDRESS } from '../controllers/traefik/startTraefik';
import { answer, ownReply, type FindsKasm } from './answer';
import { chooseContext } from './certificates';
import { openStream, refusedStream, type OpensDesktop } from './desktopStream';
import { nginxPage } from './nginxPages';
import { openPort } from './Port';
import { hostName, type PublicRouter } from './PublicRouter';
import { readBody, UnreadBody } from './readBody';
import { text, type Reply } from './Reply';
import { rawReply, send } from './send';

/** How long Traefik keeps a connection that nobody uses. */
const IDLE_TIMEOUT = 180_000;

/** The running public host. */
export interface PublicHost {
  readonly port: number;
  /** Resolves when the port is as Traefik's state wants it: open or closed. */
  settled(): Promise<void>;
  /** Ends every connection. */
  close(): Promise<void>;
}

/** What the public host is made of. */
export interface PublicHostOptions {
  port: number;
  router: PublicRouter;
  clock: Pick<Clock, 'now' | 'after'>;
  /** There is none when absent. */
  kasmAt?: FindsKasm;
  /** Nobody has a session when absent. */
  opensDesktop?: OpensDesktop;
}

type Request = IncomingMessage | Http2ServerRequest;
type Response = ServerResponse | Http2ServerResponse;

/**
 * Traefik and Kasm's proxy on one port of 127.0.0.1, HTTP/2 and HTTP/1.1. With TLS it is Traefik's entry
 * point `websecure`, without it is `web`. The certificate and the answer are looked up anew for every
 * connection and request; while Traefik cannot be reached the port is closed.
 */
export async function servePublicHost(
  options: PublicHostOptions,
): Promise<PublicHost> {
  const { router, clock, kasmAt, opensDesktop = () => false } = options;
  const fallback = await createDefaultCertificate();
  const contextFor = chooseContext(router, createSecureContext(fallback));

  const answerOn =
    (entryPoint: string) => (request: Request, response: Response) => {
      const deadline = (late: () => void) => {
        const timeout = router.readTimeout(entryPoint);
        return timeout > 0 ? clock.after(timeout, late) : () => {};
      };
      readBody(request, deadline)
        .then(body =>
          answer(
            { ...routed(request, entryPoint), body },
            router,
            clock.now(),
            kasmAt,
          ),
        )
        .catch(problemReply)
        .then(reply => send(request, response, reply));
    };
  const upgradeOn =
    (entryPoint: string) =>
    (request: IncomingMessage, socket: Duplex): void => {
      socket.on('error', () => {});
      const asked = routed(request, entryPoint);
      const route = router.route(asked);
      if (route.kind === 'status') {
        socket.end(rawReply(ownReply(route)!));
        return;
      }
      const isDesktop =
        route.component === 'proxy' &&
        !route.plainToTls &&
        route.path.startsWith('/desktop/');
      const refusal = isDesktop
        ? refusedStream(asked, route, router, opensDesktop)
        : answer({ ...asked, body: '' }, router, clock.now(), kasmAt);
      const key = request.headers['sec-websocket-key'];
      if (refusal || !key) {
        socket.end(rawReply(refusal ?? nginxPage(400)));
        return;
      }
      // The one timeout that counts for a desktop is the proxy's own, of half an hour.
      request.socket.setTimeout(0);
      openStream(
        socket,
        key,
        route.headers,
        request.headers['sec-websocket-protocol'],
      );
    };

  const secure = createSecureServer(
    {
      ...fallback,
      allowHTTP1: true,
      SNICallback: (name, done) => {
        try {
          done(null, contextFor(name));
        } catch (error) {
          done(error as Error);
        }
      },
    },
    answerOn('websecure'),
  );
  secure.on('upgrade', upgradeOn('websecure'));
  const plain = createServer(answerOn('web'));
  plain.on('upgrade', upgradeOn('web'));
  // A client that gives up in the middle is no event of ours.
  secure.on('sessionError', () => {});
  secure.on('tlsClientError', (_error, socket) => socket.destroy());
  secure.setTimeout(IDLE_TIMEOUT);
  plain.setTimeout(IDLE_TIMEOUT);

  const port = await openPort(options.port, { secure, plain }, PUBLIC_ADDRESS);
  let settled = port.set(router.isReachable());
  const forget = router.onReachable(() => {
    settled = port.set(router.isReachable());
  });
  return {
    get port() {
      return port.number;
    },
    settled: () => settled,
    close() {
      forget();
      return port.close();
    },
  };
}

function routed(request: Request, entryPoint: string): RoutedRequest {
  const [path, search] = (request.url ?? '/').split(/\?(.*)/s);
  const authority = 'authority' in request ? request.authority : undefined;
  return {
    entryPoint,
    host: hostName(authority || request.headers.host),
    method: request.method ?? 'GET',
    path,
    query: new URLSearchParams(search),
    headers: request.headers,
    clientIp: request.socket?.remoteAddress ?? '',
  };
}

function problemReply(error: unknown): Reply {
  if (!(error instanceof UnreadBody)) {
    return text(500, 'Internal Server Error');
  }
  return error.why === 'late' ? text(504, 'Gateway Timeout') : nginxPage(413);
}
