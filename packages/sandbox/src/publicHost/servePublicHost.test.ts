import { once } from 'node:events';
import { connect as connectHttp2 } from 'node:http2';
import { request as httpsRequest } from 'node:https';
import { connect as connectTls } from 'node:tls';
import {
  createCertificateAuthority,
  type CertificateAuthority,
  type IssuedCertificate,
} from '../certificates/CertificateAuthority';
import type { PublicRouter, Route } from './PublicRouter';
import { servePublicHost, type PublicHost } from './servePublicHost';

// Everything takes long on a machine with much else to do.
jest.setTimeout(60_000);

const HOST = 'kasm.sandbox.localhost';
const INSIDE: Route = { kind: 'proxy', namespace: 'kasm', release: 'kasm' };
const KEY = { api_key: 'sandbox-key', api_key_secret: 'sandbox-key-secret' };

let authority: CertificateAuthority;
let host: PublicHost;
let route: Route;
let certificate: IssuedCertificate | undefined;
let apiReady: boolean;

beforeAll(async () => {
  authority = await createCertificateAuthority();
});

beforeEach(async () => {
  route = INSIDE;
  apiReady = true;
  certificate = await authority.issue({ commonName: HOST, dnsNames: [HOST] });
  const router: PublicRouter = {
    route: name =>
      name === HOST
        ? route
        : { kind: 'status', code: 404, reason: '404 page not found' },
    certificate: name => (name === HOST ? certificate : undefined),
    isReady: () => apiReady,
  };
  host = await servePublicHost({ port: 0, router, now: () => new Date() });
});

afterEach(() => host.close());

function ask(
  path: string,
  options: { method?: string; body?: unknown; name?: string } = {},
): Promise<{ status: number; type: string; body: string }> {
  return new Promise((resolve, reject) => {
    const name = options.name ?? HOST;
    const sent = httpsRequest(
      {
        host: '127.0.0.1',
        port: host.port,
        servername: HOST,
        headers: { host: `${name}:${host.port}` },
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
        });
      },
    );
    sent.on('error', reject);
    sent.end(
      typeof options.body === 'string' || options.body === undefined
        ? options.body
        : JSON.stringify(options.body),
    );
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
    const stream = session.request({ ':method': 'HEAD', ':path': '/' });
    const [headers] = await once(stream, 'response');
    expect(headers[':status']).toBe(200);
    expect(headers['content-type']).toContain('text/html');
    session.destroy();
  });

  it('answers the page and the health checks over HTTP/1.1', async () => {
    const page = await ask('/');
    expect(page.status).toBe(200);
    expect(page.body).toContain('<title>Kasm Workspaces</title>');
    expect(await ask('/api/__healthcheck')).toMatchObject({
      status: 200,
      type: 'application/json',
      body: '{"ok": true}',
    });
    expect(await ask('/checkvalid')).toMatchObject({ status: 200, body: 'ok' });
  });

  it('gives the page on API paths that Kasm does not know', async () => {
    const reply = await ask('/api/nothing');
    expect(reply.status).toBe(200);
    expect(reply.type).toContain('text/html');
    const call = await ask('/api/public/get_nothing', {
      method: 'POST',
      body: KEY,
    });
    expect(call.type).toContain('text/html');
  });

  it('answers 502 below /api while no API pod is ready, and the page still', async () => {
    apiReady = false;
    expect((await ask('/api/__healthcheck')).status).toBe(502);
    expect((await ask('/')).status).toBe(200);
  });

  it("answers as Traefik when there is no route or nobody's ready", async () => {
    expect(await ask('/', { name: 'x.sandbox.localhost' })).toMatchObject({
      status: 404,
      body: '404 page not found\n',
    });
    route = { kind: 'status', code: 503, reason: 'no available server' };
    expect(await ask('/api/__healthcheck')).toMatchObject({
      status: 503,
      body: 'no available server\n',
    });
  });

  it('serves the certificate of the host, at once when it changes, else its default', async () => {
    expect(await servedName(HOST)).toBe(HOST);
    certificate = await authority.issue({
      commonName: 'renewed',
      dnsNames: [HOST],
    });
    expect(await servedName(HOST)).toBe('renewed');
    certificate = undefined;
    expect(await servedName(HOST)).toBe('TRAEFIK DEFAULT CERT');
    expect(await servedName('x.sandbox.localhost')).toBe(
      'TRAEFIK DEFAULT CERT',
    );
  });

  it('lists zones, images and sessions to who has the key', async () => {
    const call = async (name: string, body: unknown = KEY) =>
      JSON.parse(
        (await ask(`/api/public/${name}`, { method: 'POST', body })).body,
      );
    expect((await call('get_zones')).zones[0].zone_name).toBe('default');
    expect((await call('get_images')).images.length).toBeGreaterThan(0);
    expect((await call('get_kasms')).kasms).toEqual([]);
    expect(await call('get_zones', { ...KEY, api_key_secret: 'no' })).toEqual({
      error_message: 'Unauthorized',
    });
    expect(await call('get_zones', 'not json')).toEqual({
      error_message: 'Invalid request',
    });
  });

  it('refuses a body that is too large', async () => {
    const reply = await ask('/api/public/get_zones', {
      method: 'POST',
      body: 'x'.repeat(100_000),
    });
    expect(reply.status).toBe(413);
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
    // For afterEach.
    host = await servePublicHost({
      port: 0,
      router: {
        route: () => route,
        certificate: () => undefined,
        isReady: () => false,
      },
      now: () => new Date(),
    });
  });
});
