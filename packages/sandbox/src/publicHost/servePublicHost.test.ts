import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import { connect as connectHttp2 } from 'node:http2';
import { request as httpsRequest } from 'node:https';
import { connect as connectTcp } from 'node:net';
import { connect as connectTls } from 'node:tls';
import {
  createCertificateAuthority,
  type CertificateAuthority,
} from '../certificates/CertificateAuthority';
import {
  NO_SERVER,
  NOT_FOUND,
  type Forwarded,
  type Route,
} from '../controllers/traefik/Route';
import type { Shown } from '../controllers/traefik/servedCertificate';
import type { PublicRouter } from './PublicRouter';
import { servePublicHost, type PublicHost } from './servePublicHost';

// Everything takes long on a machine with much else to do.
jest.setTimeout(60_000);

const HOST = 'kasm.sandbox.localhost';

let authority: CertificateAuthority;
let host: PublicHost;
let route: (path: string) => Route;
let certificate: Shown;
let apiReady: boolean;
let reachable: boolean;
let readTimeout: number;
let listeners: Array<() => void>;

const inside = (path: string, more: Partial<Forwarded> = {}): Forwarded => ({
  kind: 'proxy',
  namespace: 'kasm',
  release: 'kasm',
  component: 'proxy',
  path,
  plainToTls: false,
  headers: {},
  pod: {} as Forwarded['pod'],
  ...more,
});

beforeAll(async () => {
  authority = await createCertificateAuthority();
});

beforeEach(async () => {
  route = path => inside(path);
  apiReady = true;
  reachable = true;
  readTimeout = 60_000;
  listeners = [];
  certificate = await authority.issue({ commonName: HOST, dnsNames: [HOST] });
  const router: PublicRouter = {
    route: request =>
      request.host === HOST && request.entryPoint === 'websecure'
        ? route(request.path)
        : NOT_FOUND,
    certificate: name => (name === HOST ? certificate : 'default'),
    isReady: () => apiReady,
    readTimeout: () => readTimeout,
    isReachable: () => reachable,
    onReachable: listener => {
      listeners.push(listener);
      return () => {};
    },
  };
  host = await servePublicHost({
    port: 0,
    router,
    clock: {
      now: () => new Date(),
      after: (milliseconds, run) => {
        const timer = setTimeout(run, milliseconds);
        return () => clearTimeout(timer);
      },
    },
    opensDesktop: (_target, kasmId, token) =>
      kasmId === 'session-1' && token === 'good',
  });
});

afterEach(() => host.close());

interface Answer {
  status: number;
  type: string;
  body: string;
  headers: Record<string, string | string[] | undefined>;
}

function ask(
  path: string,
  options: {
    method?: string;
    body?: string;
    name?: string;
    headers?: Record<string, string>;
    plain?: boolean;
    unfinished?: boolean;
  } = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const name = options.name ?? HOST;
    const send = options.plain ? httpRequest : httpsRequest;
    const sent = send(
      {
        host: '127.0.0.1',
        port: host.port,
        servername: HOST,
        headers: { host: `${name}:${host.port}`, ...options.headers },
        path,
        method: options.method ?? 'GET',
        ca: authority.caPem,
        agent: false,
      },
      async response => {
        let body = '';
        for await (const chunk of response) body += chunk;
        resolve({
          status: response.statusCode ?? 0,
          type: response.headers['content-type'] ?? '',
          body,
          headers: response.headers,
        });
        sent.destroy();
      },
    );
    sent.on('error', reject);
    if (options.unfinished) {
      sent.write(options.body);
    } else {
      sent.end(options.body);
    }
  });
}

/** Asks for a desktop's stream; the status line, and the first bytes after an upgrade. */
function stream(
  path: string,
  cookie?: string,
): Promise<{ status: number; first?: string }> {
  return new Promise((resolve, reject) => {
    const sent = httpsRequest({
      host: '127.0.0.1',
      port: host.port,
      servername: HOST,
      path,
      ca: authority.caPem,
      agent: false,
      headers: {
        host: HOST,
        connection: 'Upgrade',
        upgrade: 'websocket',
        'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
        'sec-websocket-version': '13',
        ...(cookie ? { cookie } : {}),
      },
    });
    sent.on('response', response => {
      response.resume();
      resolve({ status: response.statusCode ?? 0 });
    });
    sent.on('upgrade', async (response, socket, head) => {
      expect(response.headers['sec-websocket-accept']).toBe(
        's3pPLMBiTxaQ9kYGzzhZRbK+xOo=',
      );
      const bytes = head.length > 0 ? head : (await once(socket, 'data'))[0];
      socket.end(Buffer.from([0x88, 0x80, 0, 0, 0, 0]));
      resolve({
        status: response.statusCode ?? 0,
        first: bytes.subarray(2).toString(),
      });
    });
    sent.on('error', reject);
    sent.end();
  });
}

function servedName(servername: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connectTls(
      {
        host: '127.0.0.1',
        port: host.port,
        servername,
        rejectUnauthorized: false,
      },
      () => {
        resolve(String(socket.getPeerCertificate().subject.CN));
        socket.destroy();
      },
    );
    socket.on('error', reject);
  });
}

describe('the public host', () => {
  it('speaks HTTP/2 and answers the page', async () => {
    const session = connectHttp2(`https://${HOST}:${host.port}`, {
      ca: authority.caPem,
      lookup: (_name, _options, done) =>
        done(null, [{ address: '127.0.0.1', family: 4 }]),
    });
    const asked = session.request({ ':method': 'HEAD', ':path': '/' });
    const [headers] = await once(asked, 'response');
    expect(headers[':status']).toBe(200);
    expect(headers['content-type']).toContain('text/html');
    session.destroy();
  });

  it('answers the page and the health checks over HTTP/1.1, as nginx', async () => {
    const page = await ask('/');
    expect(page.status).toBe(200);
    expect(page.headers.server).toBe('nginx');
    expect(page.body).toContain('<title>Kasm Workspaces</title>');
    expect(await ask('/api/__healthcheck')).toMatchObject({
      status: 200,
      type: 'application/json',
      body: '{"ok": true}',
    });
    expect(await ask('/checkvalid')).toMatchObject({ status: 200, body: 'ok' });
    expect(await ask('/', { method: 'PUT' })).toMatchObject({ status: 405 });
    const unknown = await ask('/api/nothing');
    expect(unknown.status).toBe(200);
    expect(unknown.type).toContain('text/html');
  });

  it('answers 502 below /api while no API pod is ready, and the page still', async () => {
    apiReady = false;
    expect(await ask('/api/__healthcheck')).toMatchObject({
      status: 502,
      body: expect.stringContaining('<h1>502 Bad Gateway</h1>'),
    });
    expect((await ask('/')).status).toBe(200);
  });

  it("answers as Traefik when there is no route or nobody's ready", async () => {
    const missing = await ask('/', { name: 'x.sandbox.localhost' });
    expect(missing).toMatchObject({
      status: 404,
      type: 'text/plain; charset=utf-8',
      body: '404 page not found\n',
    });
    expect(missing.headers).toMatchObject({
      'x-content-type-options': 'nosniff',
    });
    expect(missing.headers.server).toBeUndefined();
    route = () => NO_SERVER;
    expect(await ask('/api/__healthcheck')).toMatchObject({
      status: 503,
      body: 'no available server\n',
    });
  });

  it('answers as nginx when Traefik speaks plain HTTP to its TLS port', async () => {
    route = path => inside(path, { plainToTls: true });
    expect(await ask('/')).toMatchObject({
      status: 400,
      body: expect.stringContaining(
        'The plain HTTP request was sent to HTTPS port',
      ),
    });
  });

  it('passes on the cookie that Traefik sets', async () => {
    route = path => inside(path, { headers: { 'set-cookie': 'KASMSTICKY=a' } });
    expect((await ask('/')).headers['set-cookie']).toEqual(['KASMSTICKY=a']);
  });

  it('opens a desktop’s stream to who has the session', async () => {
    const path = '/desktop/session-1/vnc/websockify';
    expect(await stream(path)).toEqual({ status: 401 });
    expect(await stream(path, 'session_token=bad')).toEqual({ status: 403 });
    expect(await stream('/desktop/other/vnc', 'session_token=good')).toEqual({
      status: 403,
    });
    expect(await stream(path, 'a=b; session_token=good')).toEqual({
      status: 101,
      first: 'RFB 003.008\n',
    });
    apiReady = false;
    expect(await stream(path, 'session_token=good')).toEqual({ status: 500 });
    route = () => NOT_FOUND;
    expect(await stream(path, 'session_token=good')).toEqual({ status: 404 });
  });

  it('serves the certificate of the host, at once when it changes, else its default', async () => {
    expect(await servedName(HOST)).toBe(HOST);
    certificate = await authority.issue({
      commonName: 'renewed',
      dnsNames: [HOST],
    });
    expect(await servedName(HOST)).toBe('renewed');
    certificate = 'default';
    expect(await servedName(HOST)).toBe('TRAEFIK DEFAULT CERT');
    expect(await servedName('x.sandbox.localhost')).toBe(
      'TRAEFIK DEFAULT CERT',
    );
    certificate = 'none';
    await expect(servedName(HOST)).rejects.toThrow();
  });

  it('answers plain HTTP on the same port, as the entry point web', async () => {
    expect(await ask('/', { plain: true })).toMatchObject({
      status: 404,
      body: '404 page not found\n',
    });
  });

  it('gives up on a request that takes longer than the read timeout', async () => {
    readTimeout = 50;
    const late = await ask('/api/public/get_zones', {
      method: 'POST',
      body: '{',
      headers: { 'content-length': '100' },
      unfinished: true,
    });
    expect(late).toMatchObject({ status: 504, body: 'Gateway Timeout' });
    readTimeout = 0;
    expect((await ask('/')).status).toBe(200);
  });

  it('refuses a body that is too large', async () => {
    const reply = await ask('/api/public/get_zones', {
      method: 'POST',
      body: 'x'.repeat(1_100_000),
    });
    expect(reply.status).toBe(413);
  });

  it('closes its port while Traefik cannot be reached, and has the same one after', async () => {
    const { port } = host;
    const connects = () =>
      new Promise<string>(resolve => {
        const socket = connectTcp(port, '127.0.0.1', () => {
          socket.destroy();
          resolve('connected');
        });
        socket.on('error', error =>
          resolve((error as { code?: string }).code!),
        );
      });
    const set = (next: boolean) => {
      reachable = next;
      listeners.forEach(listener => listener());
      return host.settled();
    };
    expect(await connects()).toBe('connected');
    await set(false);
    expect(await connects()).toBe('ECONNREFUSED');
    await set(true);
    expect(host.port).toBe(port);
    expect((await ask('/')).status).toBe(200);
  });

  it('closes connections that are open', async () => {
    const socket = connectTls({
      host: '127.0.0.1',
      port: host.port,
      servername: HOST,
      ca: authority.caPem,
      ALPNProtocols: ['h2'],
    });
    await once(socket, 'secureConnect');
    const closed = once(
      socket.on('error', () => {}),
      'close',
    );
    await host.close();
    await closed;
    expect(socket.destroyed).toBe(true);
  });
});
