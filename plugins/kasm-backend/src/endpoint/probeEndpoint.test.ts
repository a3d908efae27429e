import { createSecureServer, type Http2SecureServer } from 'http2';
import type { IncomingMessage, ServerResponse } from 'http';
import { createServer as createHttp1Server } from 'https';
import type { AddressInfo, Server } from 'net';
import type { Duplex } from 'stream';
import {
  createCertificateAuthority,
  type CertificateAuthority,
  type IssuedCertificate,
} from '../__testUtils__/certificates';
import { openFirst } from './openFirst';
import { probeEndpoint, type Target } from './probeEndpoint';
import { Trust } from './Trust';

const HOST = 'kasm.example.com';

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

const healthy: Answer = (request, response) => {
  const pages: Record<string, string> = {
    '/api/__healthcheck': '{"ok": true}',
    '/checkvalid': 'ok',
  };
  response.end(pages[request.url ?? ''] ?? '<html>');
};

/** How a server answers who wants a WebSocket; the first line is enough. */
type Upgrade = (socket: Duplex, request: IncomingMessage) => void;

describe('probeEndpoint', () => {
  let authority: CertificateAuthority;
  let trust: Trust;
  const open: Array<() => Promise<void>> = [];

  beforeAll(async () => {
    authority = await createCertificateAuthority();
    trust = new Trust({ ca: authority.caPem });
  });

  afterEach(async () => {
    await Promise.all(open.splice(0).map(close => close()));
  });

  async function serve(
    certificate: IssuedCertificate,
    answer: Answer,
    http1 = false,
    upgrade?: Upgrade,
  ): Promise<Target> {
    const options = { key: certificate.key, cert: certificate.cert };
    const server: Server | Http2SecureServer = http1
      ? createHttp1Server(options, answer)
      : createSecureServer({ ...options, allowHTTP1: true }, answer as any);
    if (upgrade) {
      server.on('upgrade', (request: IncomingMessage, socket: Duplex) =>
        upgrade(socket, request),
      );
    }
    const sockets = new Set<{ destroy(): void }>();
    server.on('connection', socket => sockets.add(socket));
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    open.push(async () => {
      sockets.forEach(socket => socket.destroy());
      await new Promise(resolve => server.close(resolve));
    });
    const { port } = server.address() as AddressInfo;
    return { host: HOST, port, address: '127.0.0.1' };
  }

  const issue = (request: { names?: string[]; notAfter?: Date } = {}) =>
    authority.issue({
      commonName: HOST,
      dnsNames: request.names ?? [HOST],
      ...(request.notAfter && {
        notBefore: new Date('2020-01-01T00:00:00Z'),
        notAfter: request.notAfter,
      }),
    });

  async function probe(target: Target, deadline = 3000, websocket = false) {
    return probeEndpoint({
      target,
      websocket,
      context: await trust.context(),
      signal: new AbortController().signal,
      deadline,
    });
  }

  it('finds a healthy Kasm over HTTP/2', async () => {
    const result = await probe(await serve(await issue(), healthy));

    expect(result).toMatchObject({
      addresses: ['127.0.0.1'],
      rootStatus: 200,
      apiStatus: 200,
      apiHealthy: true,
      proxyValid: true,
      httpVersion: '2',
      timings: {
        connect: expect.any(Number),
        tls: expect.any(Number),
        root: expect.any(Number),
        api: expect.any(Number),
      },
      served: { subject: HOST, names: [HOST], trusted: true },
    });
    expect(result.failedAt).toBeUndefined();
  });

  it('falls back to HTTP/1.1', async () => {
    const result = await probe(await serve(await issue(), healthy, true));

    expect(result).toMatchObject({
      rootStatus: 200,
      apiHealthy: true,
      httpVersion: '1.1',
    });
  });

  it('sends the public name with the port, and no cookie', async () => {
    const seen: IncomingMessage['headers'][] = [];
    const target = await serve(await issue(), (request, response) => {
      seen.push(request.headers);
      response.setHeader('set-cookie', 'a=b');
      healthy(request, response);
    });

    await probe(target);
    await probe(target);

    expect(seen).toHaveLength(6);
    for (const headers of seen) {
      expect(headers[':authority'] ?? headers.host).toBe(
        `${HOST}:${target.port}`,
      );
      expect(headers.cookie).toBeUndefined();
    }
  });

  it('does not follow a redirect', async () => {
    const asked: string[] = [];
    const target = await serve(await issue(), (request, response) => {
      asked.push(request.url ?? '');
      response.writeHead(302, { location: 'http://169.254.169.254/' }).end();
    });

    expect(await probe(target)).toMatchObject({
      rootStatus: 302,
      apiStatus: 302,
      apiHealthy: false,
    });
    expect(asked.sort()).toEqual(['/', '/api/__healthcheck', '/checkvalid']);
  });

  it('takes a page for the health check as not healthy', async () => {
    const target = await serve(await issue(), (_, response) => {
      response.end('<html>ok</html>');
    });

    expect(await probe(target)).toMatchObject({
      rootStatus: 200,
      apiStatus: 200,
      apiHealthy: false,
      apiIsPage: true,
      proxyValid: false,
    });
  });

  describe('asking for a WebSocket', () => {
    const line =
      (status: string, body = '') =>
      (socket: Duplex) =>
        void socket.end(
          `HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
        );

    it.each<[string, Upgrade, string | undefined]>([
      ['Kasm that wants a session', line('401 Unauthorized'), 'ok'],
      ['Kasm that knows no such session', line('403 Forbidden'), 'ok'],
      [
        'a server that opens it',
        socket =>
          void socket.write(
            'HTTP/1.1 101 Switching Protocols\r\nconnection: Upgrade\r\nupgrade: websocket\r\n\r\n',
          ),
        'ok',
      ],
      [
        'Traefik that has no route',
        line('404 Not Found', '404 page not found\n'),
        'unrouted',
      ],
      ['whoever just hangs up', socket => void socket.destroy(), 'broken'],
      ['an API that is down', line('500 Internal Server Error'), undefined],
      ['somebody’s own 404', line('404 Not Found', '<html>'), undefined],
      ['silence', () => {}, undefined],
    ])('understands %s', async (_, upgrade, meaning) => {
      const target = await serve(await issue(), healthy, false, upgrade);

      const result = await probe(target, 500, true);

      expect(result.websocket).toBe(meaning);
      expect(result).toMatchObject({ rootStatus: 200, apiHealthy: true });
    });

    it('shows no session, no cookie and no key of anybody', async () => {
      let seen: IncomingMessage | undefined;
      const target = await serve(
        await issue(),
        healthy,
        false,
        (socket, request) => {
          seen = request;
          socket.destroy();
        },
      );
      await probe(target, 500, true);

      expect(seen?.method).toBe('GET');
      expect(seen?.url).toMatch(/^\/desktop\/0{8}-/);
      expect(seen?.headers.cookie).toBeUndefined();
      expect(seen?.headers.authorization).toBeUndefined();
    });

    it('is not done without being asked to', async () => {
      const upgrade = jest.fn();
      const result = await probe(
        await serve(await issue(), healthy, false, upgrade),
      );

      expect(upgrade).not.toHaveBeenCalled();
      expect(result.websocket).toBeUndefined();
    });
  });

  it('tells how long DNS took, in whole milliseconds', async () => {
    const { timings } = await probeEndpoint({
      target: { host: HOST, port: 1 },
      context: await trust.context(),
      signal: AbortSignal.timeout(300),
      resolve: async () => {
        await new Promise(resolve => setTimeout(resolve, 20));
        return ['192.0.2.1'];
      },
    });

    expect(timings?.dns).toBeGreaterThanOrEqual(19);
    expect(Number.isInteger(timings?.dns)).toBe(true);
  });

  it('reads no endless body', async () => {
    const target = await serve(await issue(), (_, response) => {
      const timer = setInterval(() => response.write('x'.repeat(16_384)), 1);
      response.on('close', () => clearInterval(timer));
    });

    expect(await probe(target)).toMatchObject({
      rootStatus: 200,
      apiHealthy: false,
    });
  });

  it.each([
    [60_000, true],
    [70_000, false],
  ])(
    'reads 64 KB: an answer after %d blanks is heard: %s',
    async (blanks, heard) => {
      const target = await serve(await issue(), (_, response) => {
        response.setHeader('content-type', 'application/json');
        response.end(`${' '.repeat(blanks)}{"ok": true}`);
      });

      expect(await probe(target)).toMatchObject({ apiHealthy: heard });
    },
  );

  it('gives up on a host that accepts and says nothing', async () => {
    const target = await serve(await issue(), () => {});

    expect(await probe(target, 200)).toMatchObject({
      failedAt: 'http',
      reason: 'No answer for / and /api/__healthcheck within 0.2 s',
      served: { trusted: true },
    });
  });

  it('tells an expired certificate and shows it', async () => {
    const asked = jest.fn();
    const notAfter = new Date('2021-01-01T00:00:00Z');
    const target = await serve(await issue({ notAfter }), asked);

    expect(await probe(target)).toMatchObject({
      failedAt: 'tls',
      reason: `The certificate that ${HOST} serves has expired`,
      served: { trusted: false, notAfter: notAfter.toISOString() },
    });
    expect(asked).not.toHaveBeenCalled();
  });

  it('tells a certificate that names somebody else', async () => {
    const certificate = await issue({ names: ['other.example.com'] });

    expect(await probe(await serve(certificate, healthy))).toMatchObject({
      failedAt: 'tls',
      reason: `The certificate that is served does not name ${HOST}`,
      served: { trusted: false, names: ['other.example.com'] },
    });
  });

  it('tells an authority that is not trusted, and asks nothing', async () => {
    const asked = jest.fn();
    const stranger = await createCertificateAuthority();
    const certificate = await stranger.issue({
      commonName: HOST,
      dnsNames: [HOST],
    });

    expect(await probe(await serve(certificate, asked))).toMatchObject({
      failedAt: 'tls',
      reason: expect.stringContaining('does not trust'),
      served: { subject: HOST, trusted: false, chain: [HOST] },
    });
    expect(asked).not.toHaveBeenCalled();
  });

  it('tells that nobody listens', async () => {
    const target = await serve(await issue(), healthy);
    await Promise.all(open.splice(0).map(close => close()));

    expect(await probe(target)).toMatchObject({
      failedAt: 'connect',
      // Which of several addresses it was would change from look to look.
      reason: `${HOST} refuses the connection on port ${target.port} (ECONNREFUSED)`,
    });
  });

  it('connects to the next address when nobody listens at the first', async () => {
    const { port } = await serve(await issue(), healthy);
    const connection = {
      address: '',
      port,
      host: HOST,
      context: await trust.context(),
    };
    const { socket } = await openFirst(
      connection,
      ['127.0.0.2', '127.0.0.1'],
      () => AbortSignal.timeout(1000),
    );

    expect(socket.remoteAddress).toBe('127.0.0.1');
    expect(connection.address).toBe('127.0.0.1');
  });

  it('does not connect to a loopback address that DNS gave it', async () => {
    const asked = jest.fn(healthy);
    const { port } = await serve(await issue(), asked);

    const result = await probeEndpoint({
      target: { host: HOST, port },
      context: await trust.context(),
      signal: new AbortController().signal,
      resolve: async () => ['127.0.0.1'],
    });

    expect(result).toMatchObject({
      failedAt: 'dns',
      reason: expect.stringContaining('a loopback address'),
    });
    expect(asked).not.toHaveBeenCalled();
  });

  it('asks the resolver once, so that a second answer leads nowhere', async () => {
    let answers = 0;
    const result = await probeEndpoint({
      target: { host: HOST, port: 1 },
      context: await trust.context(),
      signal: AbortSignal.timeout(300),
      resolve: async () => (answers++ === 0 ? ['192.0.2.1'] : ['127.0.0.1']),
    });

    expect(answers).toBe(1);
    expect(result).toMatchObject({
      addresses: ['192.0.2.1'],
      failedAt: 'connect',
    });
  });

  it('tells the same of a host whose addresses come in turns', async () => {
    const look = async (...addresses: string[]) => {
      const { addresses: told, reason } = await probeEndpoint({
        target: { host: HOST, port: 1 },
        context: await trust.context(),
        signal: new AbortController().signal,
        deadline: 50,
        resolve: async () => addresses,
      });
      return { told, reason };
    };
    const first = await look('198.51.100.3', '198.51.100.1', '198.51.100.2');

    expect(first.told).toEqual([
      '198.51.100.1',
      '198.51.100.2',
      '198.51.100.3',
    ]);
    expect(first.reason).not.toMatch(/198\.51\.100/);
    expect(
      (await look('198.51.100.2', '198.51.100.3', '198.51.100.1')).told,
    ).toEqual(first.told);
  });

  it('names a host that the resolver does not know', async () => {
    const result = await probeEndpoint({
      target: { host: HOST, port: 443 },
      context: await trust.context(),
      signal: new AbortController().signal,
      resolve: async () => {
        throw Object.assign(new Error('x'), { code: 'ENOTFOUND' });
      },
    });

    expect(result).toMatchObject({
      failedAt: 'dns',
      reason: `The portal's resolver does not know ${HOST} (ENOTFOUND)`,
    });
  });
});
