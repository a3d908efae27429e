import { request as requestHttp1 } from 'http';
import { connect as connectHttp2, constants } from 'http2';
import type { TLSSocket } from 'tls';

/** Answer to one `GET`; where there is none, none came before the end. */
export interface Page {
  status: number;
  /** Up to the cap; empty unless asked for. */
  body: string;
}

/** No body is read further. */
const BODY_CAP = 64 * 1024;

const HEADERS = { accept: '*/*', 'user-agent': 'kasm-portal' };

/**
 * Asks over one HTTP/2 connection for several pages at once. Redirects are answers like others,
 * no cookie is kept or sent.
 *
 * @internal
 */
export async function askOverHttp2(
  socket: TLSSocket,
  authority: string,
  paths: string[],
  signal: AbortSignal,
): Promise<Array<Page | undefined>> {
  const session = connectHttp2(`https://${authority}`, {
    createConnection: () => socket,
  });
  // Every stream fails with the session; the session itself has nobody else to tell.
  session.on('error', () => {});
  const end = () => session.destroy();
  signal.addEventListener('abort', end, { once: true });
  if (signal.aborted) {
    end();
  }
  try {
    return await Promise.all(
      paths.map(
        path =>
          new Promise<Page | undefined>(resolve => {
            if (session.destroyed) {
              resolve(undefined);
              return;
            }
            const stream = session.request({ ...HEADERS, ':path': path });
            const page: Page = { status: 0, body: '' };
            stream.setEncoding('utf8');
            stream.on('response', headers => {
              page.status = Number(headers[':status']);
            });
            stream.on('data', (chunk: string) => {
              page.body += chunk.slice(0, BODY_CAP - page.body.length);
              if (page.body.length >= BODY_CAP) {
                stream.close(constants.NGHTTP2_CANCEL);
              }
            });
            stream.on('error', () => resolve(page.status ? page : undefined));
            stream.on('close', () => resolve(page.status ? page : undefined));
            stream.end();
          }),
      ),
    );
  } finally {
    signal.removeEventListener('abort', end);
    session.destroy();
  }
}

/**
 * Asks for one page over HTTP/1.1; the connection ends with it.
 *
 * @internal
 */
export function askOverHttp1(
  socket: TLSSocket,
  authority: string,
  path: string,
  signal: AbortSignal,
): Promise<Page | undefined> {
  return new Promise<Page | undefined>(resolve => {
    const request = requestHttp1({
      createConnection: () => socket,
      path,
      headers: { ...HEADERS, host: authority, connection: 'close' },
      signal,
    });
    request.on('error', () => resolve(undefined));
    request.on('response', response => {
      const page: Page = { status: response.statusCode ?? 0, body: '' };
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        page.body += chunk.slice(0, BODY_CAP - page.body.length);
        if (page.body.length >= BODY_CAP) {
          response.destroy();
        }
      });
      response.on('error', () => resolve(page));
      response.on('close', () => resolve(page));
    });
    request.end();
  }).finally(() => socket.destroy());
}
