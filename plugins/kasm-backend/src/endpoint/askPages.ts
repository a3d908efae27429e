import { request as requestHttp1 } from 'http';
import { connect as connectHttp2, constants } from 'http2';
import type { TLSSocket } from 'tls';

/** Answer to one `GET`; where there is none, none came before the end. */
export interface Page {
  status: number;
  /** Up to the cap. */
  body: string;
  /** `content-type`, as it was sent. */
  type: string;
  /** Whole milliseconds from the request to the end of the answer. */
  took: number;
}

/** No body is read further. */
const BODY_CAP = 64 * 1024;

/** A page that is being read. */
class Reading {
  status = 0;
  type = '';
  private body = '';
  private readonly began = performance.now();

  isFullWith(chunk: string): boolean {
    this.body += chunk.slice(0, BODY_CAP - this.body.length);
    return this.body.length >= BODY_CAP;
  }

  /** Undefined when no answer had begun. */
  end(): Page | undefined {
    const { status, type, body, began } = this;
    const took = Math.round(performance.now() - began);
    return status ? { status, type, body, took } : undefined;
  }
}

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
            const page = new Reading();
            stream.setEncoding('utf8');
            stream.on('response', headers => {
              page.status = Number(headers[':status']);
              page.type = String(headers['content-type'] ?? '');
            });
            stream.on('data', (chunk: string) => {
              if (page.isFullWith(chunk)) {
                stream.close(constants.NGHTTP2_CANCEL);
              }
            });
            stream.on('error', () => resolve(page.end()));
            stream.on('close', () => resolve(page.end()));
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
    const page = new Reading();
    const request = requestHttp1({
      createConnection: () => socket,
      path,
      headers: { ...HEADERS, host: authority, connection: 'close' },
      signal,
    });
    request.on('error', () => resolve(undefined));
    request.on('response', response => {
      page.status = response.statusCode ?? 0;
      page.type = response.headers['content-type'] ?? '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        if (page.isFullWith(chunk)) {
          response.destroy();
        }
      });
      response.on('error', () => resolve(page.end()));
      response.on('close', () => resolve(page.end()));
    });
    request.end();
  }).finally(() => socket.destroy());
}
