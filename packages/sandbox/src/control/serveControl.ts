import {
  createServer,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { controlAnswer } from './controlAnswer';
import type { Controlled } from './routes';

const REQUEST_TIMEOUT = 10_000;

/** The running control server. */
export interface Control {
  readonly url: string;
  close(): Promise<void>;
}

/** Plain http on 127.0.0.1 for whoever breaks and mends the sandbox. */
export async function serveControl(
  options: Controlled & { port: number },
): Promise<Control> {
  const server = createServer((request, response) =>
    respond(request, response, options),
  );
  server.requestTimeout = REQUEST_TIMEOUT;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve();
    });
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise<void>(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function respond(
  request: IncomingMessage,
  response: ServerResponse,
  controlled: Controlled,
): void {
  // Nothing is read from a body; it only has to be out of the way.
  request.resume();
  void controlAnswer(
    {
      method: request.method ?? 'GET',
      url: request.url ?? '/',
      host: request.headers.host,
      origin: request.headers.origin,
    },
    controlled,
  ).then(async ({ status, body }) => {
    // Who is told that it is done may look at once.
    await controlled.faults.settled();
    response.writeHead(status, {
      'content-type': 'application/json',
      'cache-control': 'no-store',
    });
    response.end(
      request.method === 'HEAD'
        ? undefined
        : `${JSON.stringify(body, null, 2)}\n`,
    );
  });
}
