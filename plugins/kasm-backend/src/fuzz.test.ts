import { Agent, request as ask, type RequestOptions } from 'http';
import * as fc from 'fast-check';
import { startSandbox, type Sandbox } from 'sandbox';
import {
  eventually,
  startPortal,
  type Portal,
} from './__testUtils__/startPortal';

// A cold start compiles half of Backstage.
jest.setTimeout(120_000);

const REQUESTS = 10_000;
const AT_ONCE = 20;

/** Parts of addresses that exist, and what somebody who probes would put in their place. */
const segment = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom('rke2', 'workspaces', 'api') },
  { weight: 3, arbitrary: fc.constantFrom('deployments', 'clusters', 'logs') },
  { weight: 2, arbitrary: fc.constantFrom('history', 'sessions', 'dns', 'v1') },
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      '..',
      '%2e%2e%2f',
      '%00',
      '%',
      '%ff',
      '__proto__',
      'constructor',
      '{}',
      '$(id)',
      "'--",
      '*',
    ),
  },
  {
    weight: 4,
    arbitrary: fc
      .string({ unit: 'binary', maxLength: 40 })
      .map(encodeURIComponent),
  },
);

const query = fc.oneof(
  { weight: 4, arbitrary: fc.constant('') },
  {
    weight: 3,
    arbitrary: fc
      .tuple(
        fc.constantFrom('tail', 'host', 'from', 'to', '__proto__', 'x[y]'),
        fc.oneof(
          fc.integer().map(String),
          fc.constantFrom('', 'kasm.sandbox.localhost', '2026-11-22T00:00:00Z'),
          fc.string({ unit: 'binary', maxLength: 30 }).map(encodeURIComponent),
        ),
      )
      .map(([name, value]) => `?${name}=${value}`),
  },
);

const headerName = fc.constantFrom(
  'Accept',
  'Accept-Encoding',
  'Accept-Language',
  'Authorization',
  'Cache-Control',
  'Content-Type',
  'Cookie',
  'If-Modified-Since',
  'Origin',
  'Range',
  'Referer',
  'X-Forwarded-For',
  'X-HTTP-Method-Override',
  'X-Original-URL',
);

const headerValue = fc.oneof(
  fc.constantFrom(
    '',
    '*/*',
    'text/html;q=x',
    'bytes=0-0,-1,9-1',
    'Bearer',
    'Bearer a.b.c',
    'Basic Og==',
    'DELETE',
    '/v1/clusters',
    'multipart/form-data',
    'application/json; charset=x',
    '127.0.0.1, ::1',
    `${'a,'.repeat(2000)}`,
  ),
  fc.string({ maxLength: 60 }).map(text => text.replace(/[^ -~]/g, '')),
);

const hostile = fc.record({
  method: fc.constantFrom(...Array(4).fill('GET'), 'HEAD', 'POST', 'DELETE'),
  path: fc
    .tuple(
      fc.constantFrom('/v1/deployments', '/v1/clusters', '/v1', ''),
      fc.array(segment, { maxLength: 5 }),
      query,
    )
    .map(([begin, parts, end]) => [begin, ...parts].join('/') + end),
  header: fc.option(fc.tuple(headerName, headerValue)),
  ifNoneMatch: fc.option(
    fc.oneof(
      fc.constantFrom('*', 'W/"', '""', ',,,', '"a", "b"'),
      // What a header may hold at all.
      fc.string({ maxLength: 60 }).map(text => text.replace(/[^ -~]/g, '')),
    ),
  ),
});

describe('ten thousand requests of somebody who probes', () => {
  let sandbox: Sandbox;
  let portal: Portal;
  const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });

  beforeAll(async () => {
    sandbox = await startSandbox({
      ports: { rke2: 0, harvester: 0, kasm: 0, control: 0 },
    });
    portal = await startPortal({ sandbox });
    await eventually(
      () => portal.get('/v1/deployments'),
      ({ body }) => body.items.length === 1,
      20_000,
    );
  });
  afterAll(async () => {
    agent.destroy();
    await portal?.stop();
    await sandbox?.stop();
  });

  function answer(
    path: string,
    options: RequestOptions,
  ): Promise<{ code: number; text: string }> {
    return new Promise((resolve, reject) => {
      const { hostname, port, pathname } = new URL(portal.url);
      const sent = ask(
        { ...options, hostname, port, path: pathname + path, agent },
        response => {
          let text = '';
          response.setEncoding('utf8');
          response.on('data', part => {
            text = (text + part).slice(0, 500);
          });
          response.on('end', () =>
            resolve({ code: response.statusCode ?? 0, text }),
          );
        },
      );
      sent.on('error', reject);
      sent.end();
    });
  }

  it('break nothing, change nothing and are never answered with 500', async () => {
    const requests = fc.sample(hostile, { numRuns: REQUESTS, seed: 20261122 });
    const bad: string[] = [];
    const worker = async () => {
      for (let next = requests.pop(); next; next = requests.pop()) {
        const { method, path, header, ifNoneMatch } = next;
        const { code, text } = await answer(path, {
          method,
          headers: {
            ...(header && { [header[0]]: header[1] }),
            ...(ifNoneMatch && { 'If-None-Match': ifNoneMatch }),
          },
        });
        if (code >= 500 || (method !== 'GET' && code < 400)) {
          bad.push(`${method} ${path} ${header}: ${code} ${text}`);
        }
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));

    expect(bad).toEqual([]);
    const after = await portal.get('/v1/deployments/rke2/workspaces');
    expect(after.status).toBe(200);
  });
});
