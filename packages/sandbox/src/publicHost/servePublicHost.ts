import {
  createSecureServer,
  type Http2ServerRequest,
  type Http2ServerResponse,
} from 'node:http2';
import type { AddressInfo, Socket } from 'node:net';
import { createSecureContext, type SecureContext } from 'node:tls';
import { createDefaultCertificate } from '../certificates/defaultCertificate';
import { answer } from './answer';
import { hostName, type PublicRouter } from './PublicRouter';

const BODY_LIMIT = 64 * 1024;
const REQUEST_TIMEOUT = 30_000;

/** The running public host. */
export interface PublicHost {
  readonly port: number;
  /** Ends every connection. */
  close(): Promise<void>;
}

/**
 * Traefik and Kasm's proxy on one TLS port of 127.0.0.1, HTTP/2 and HTTP/1.1. The certificate and the
 * answer are looked up anew for every connection and request.
 */
export async function servePublicHost(options: {
  port: number;
  router: PublicRouter;
  now: () => Date;
}): Promise<PublicHost> {
  const { router, now } = options;
  const fallback = await createDefaultCertificate();
  const fallbackContext = createSecureContext(fallback);
  const contexts = new Map<string, { cert: string; context: SecureContext }>();

  const contextFor = (name: string): SecureContext => {
    const certificate = router.certificate(hostName(name));
    if (!certificate) {
      contexts.delete(name);
      return fallbackContext;
    }
    const known = contexts.get(name);
    if (known?.cert === certificate.cert) return known.context;
    try {
      const context = createSecureContext(certificate);
      contexts.set(name, { cert: certificate.cert, context });
      return context;
    } catch {
      // As Traefik does with a Secret that holds no usable pair.
      return fallbackContext;
    }
  };

  const server = createSecureServer(
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
    (request, response) => {
      readBody(request)
        .then(body => {
          const {
            status,
            type,
            body: content,
          } = answer(
            {
              method: request.method,
              host: request.authority || request.headers.host,
              path: request.url.split('?', 1)[0],
              body,
            },
            router,
            now(),
          );
          send(request, response, status, type, content);
        })
        .catch(error => {
          const tooLarge = error instanceof RangeError;
          send(
            request,
            response,
            tooLarge ? 413 : 500,
            'text/plain',
            tooLarge ? 'Request Entity Too Large\n' : 'Internal Server Error\n',
          );
        });
    },
  );
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  // A client that gives up in the middle is no event of ours.
  server.on('sessionError', () => {});
  server.setTimeout(REQUEST_TIMEOUT);

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve();
    });
  });

  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise<void>(resolve => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

async function readBody(request: Http2ServerRequest): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    length += chunk.length;
    if (length > BODY_LIMIT) throw new RangeError('request body too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function send(
  request: Http2ServerRequest,
  response: Http2ServerResponse,
  status: number,
  type: string,
  content: string,
): void {
  if (response.headersSent || response.destroyed) return;
  const bytes = Buffer.from(content);
  response.writeHead(status, {
    'content-type':
      type === 'application/json' ? type : `${type}; charset=utf-8`,
    'content-length': bytes.length,
    'cache-control': 'no-store',
  });
  if (request.method === 'HEAD') {
    response.end();
  } else {
    response.end(bytes);
  }
}
