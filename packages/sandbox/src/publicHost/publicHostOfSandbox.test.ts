import { request } from 'node:https';
import type { Sandbox } from '../Sandbox';
import { startSandbox } from '../startSandbox';

jest.setTimeout(150_000);

const HOST = 'kasm.sandbox.localhost';
const DEADLINE = 60_000;

let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await startSandbox({
    ports: { rke2: 0, harvester: 0, kasm: 0, control: 0 },
    speed: 30,
  });
});
afterEach(() => sandbox?.heal());
afterAll(() => sandbox?.stop());

interface Answer {
  status: number;
  body: string;
  headers: Record<string, unknown>;
}

function send(options: {
  port: number;
  path: string;
  method?: string;
  headers?: Record<string, string>;
  body?: string;
  servername?: string;
}): Promise<Answer> {
  const { body = '', servername = '', ...rest } = options;
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        host: '127.0.0.1',
        ca: sandbox.ca,
        agent: false,
        servername,
        ...rest,
      },
      async response => {
        let text = '';
        for await (const chunk of response) text += chunk;
        resolve({
          status: response.statusCode ?? 0,
          body: text,
          headers: response.headers,
        });
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}

/** Status of the public host, or the code of the error that a browser would have. */
async function seen(path = '/'): Promise<string> {
  try {
    const { status } = await send({
      port: sandbox.kasmPort,
      path,
      servername: HOST,
      headers: { host: `${HOST}:${sandbox.kasmPort}` },
    });
    return String(status);
  } catch (error) {
    return String((error as { code?: string }).code);
  }
}

/** Looks until the public host is seen so. */
async function eventually(wanted: string, path?: string): Promise<string> {
  const until = Date.now() + DEADLINE;
  for (;;) {
    const now = await seen(path);
    if (now === wanted) return now;
    if (Date.now() > until) {
      throw new Error(`still ${now}, not ${wanted}`);
    }
    await new Promise(resolve => setTimeout(resolve, 20));
  }
}

describe('what a browser sees', () => {
  it.each([
    // Of a route of another class Traefik does not even take the certificate.
    ['route-not-served', 'DEPTH_ZERO_SELF_SIGNED_CERT'],
    ['route-not-served.transport', '404'],
    ['route-backend-wrong', '502'],
    ['route-backend-wrong.http-8443', '400'],
    ['route-backend-wrong.untrusted', '500'],
    ['endpoint-untrusted', 'DEPTH_ZERO_SELF_SIGNED_CERT'],
    ['endpoint-unreachable', 'ECONNREFUSED'],
    ['dns-wrong', 'ECONNREFUSED'],
    ['traefik-down', 'ECONNREFUSED'],
    ['certificate-expiring', 'CERT_HAS_EXPIRED'],
    ['certificate-names-differ', 'DEPTH_ZERO_SELF_SIGNED_CERT'],
  ])('%s: %s, until it is healed', async (fault, wanted) => {
    await eventually('200');
    sandbox.inject(fault);
    expect(await eventually(wanted)).toBe(wanted);
    sandbox.heal();
    expect(await eventually('200')).toBe('200');
  });

  it('endpoint-failing: the page still, and 502 of the API', async () => {
    await eventually('200', '/api/__healthcheck');
    sandbox.inject('endpoint-failing');
    await eventually('502', '/api/__healthcheck');
    expect(await seen('/')).toBe('200');
    sandbox.heal();
    await eventually('200', '/api/__healthcheck');
  });

  it('gives the cookie that the route asks for', async () => {
    const { headers } = await send({
      port: sandbox.kasmPort,
      path: '/',
      servername: HOST,
      headers: { host: HOST },
    });
    expect(headers['set-cookie']).toEqual([
      expect.stringMatching(
        /^KASMSTICKY=[0-9a-f]{16}; Path=\/; HttpOnly; Secure; SameSite=None$/,
      ),
    ]);
  });
});

describe('cert-manager’s webhook', () => {
  it('is asked about what clients write', async () => {
    const { port } = new URL(sandbox.clusters.rke2.url);
    const create = (commonName: string) =>
      send({
        port: Number(port),
        path: '/apis/cert-manager.io/v1/namespaces/kasm/certificates?dryRun=All',
        method: 'POST',
        headers: {
          authorization: 'Bearer sandbox-admin',
          'content-type': 'application/json',
        },
        body: JSON.stringify({
          apiVersion: 'cert-manager.io/v1',
          kind: 'Certificate',
          metadata: { name: 'other' },
          spec: {
            secretName: 'other',
            commonName,
            issuerRef: { kind: 'ClusterIssuer', name: 'vault-issuer' },
          },
        }),
      });
    expect((await create('a.example.com')).status).toBe(201);
    const refused = await create('a'.repeat(65));
    expect(refused.status).toBe(406);
    expect(JSON.parse(refused.body).message).toBe(
      'admission webhook "webhook.cert-manager.io" denied the request: spec.commonName: Too long: may not be more than 64 bytes',
    );
  });
});
