import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { mockServices } from '@backstage/backend-test-utils';
import { startSandbox, type Sandbox } from 'sandbox';
import { readKasmConfig } from '../clusters/readKasmConfig';
import { createKasmApis } from './createKasmApis';
import type { KasmApis } from './KasmApi';
import type { KasmLists, KasmReader } from './KasmReader';

jest.setTimeout(60_000);

const REF = 'rke2/workspaces';
const HOST = 'kasm.sandbox.localhost';
const LISTS: Array<keyof KasmLists> = [
  'sessions',
  'agents',
  'reports',
  'images',
  'zones',
  'licences',
];
const id = (digit: string) => digit.repeat(32);

interface Heard {
  method: string;
  path: string;
  authorization?: string;
  body: string;
}

let sandbox: Sandbox;
let server: Server;
let heard: Heard[] = [];
let answer: (
  request: Heard,
) => [status: number, body: unknown, headers?: object];
const open: KasmApis[] = [];

beforeAll(async () => {
  sandbox = await startSandbox({
    ports: { rke2: 0, harvester: 0, kasm: 0, control: 0 },
    speed: 50,
  });
  const { data } = sandbox.clusters.rke2.store.get(
    'secrets',
    'kasm',
    'kasm-sandbox-localhost-tls',
  )!;
  const pem = (name: string) => Buffer.from(data[name], 'base64').toString();
  server = createServer(
    { key: pem('tls.key'), cert: pem('tls.crt') },
    async (request, response) => {
      let body = '';
      for await (const chunk of request) body += chunk;
      const one: Heard = {
        method: request.method!,
        path: request.url!,
        authorization: request.headers.authorization,
        body,
      };
      heard.push(one);
      const [status, said, headers] = answer(one);
      const page = typeof said === 'string';
      response.writeHead(status, {
        'content-type': page ? 'text/html' : 'application/json',
        ...headers,
      });
      response.end(page ? said : JSON.stringify(said));
    },
  );
  await new Promise<void>(done => {
    server.listen(0, '127.0.0.1', done);
  });
});
beforeEach(() => {
  heard = [];
});
afterEach(async () => {
  await Promise.all(open.splice(0).map(apis => apis.close()));
});
afterAll(async () => {
  server?.closeAllConnections();
  await new Promise(done => {
    server.close(done);
  });
  await sandbox?.stop();
});

function readerAt(port: number, settings: object = {}): KasmReader {
  const config = readKasmConfig(
    mockServices.rootConfig({
      data: {
        kasm: {
          clusters: [
            {
              name: 'rke2',
              roles: ['controlPlane'],
              namespaces: ['kasm'],
              domains: ['sandbox.localhost'],
              ingress: { address: '127.0.0.1', port, ca: sandbox.ca },
              reader: { server: 'https://127.0.0.1:1', token: 'none' },
            },
          ],
          kasmApis: [
            {
              deployment: REF,
              host: HOST,
              read: { key: 'sandbox-key', secret: 'sandbox-key-secret' },
              ...settings,
            },
          ],
        },
      },
    }),
  );
  const apis = createKasmApis(config!);
  open.push(apis);
  return apis.reader(REF, HOST)!;
}

const hostile = (settings?: object) =>
  readerAt((server.address() as AddressInfo).port, settings);

const PAGE = '<!doctype html><title>Kasm</title>';
const BASIC = `Basic ${Buffer.from('sandbox-key:sandbox-key-secret').toString(
  'base64',
)}`;

describe('what the sandbox’s Kasm tells', () => {
  it('is read, list by list, and nothing of it opens a session or a registry', async () => {
    const reader = readerAt(sandbox.kasmPort);
    const all = await Promise.all(LISTS.map(list => reader.read(list)));

    expect(JSON.stringify(all)).not.toMatch(
      /token|sandbox-pull|sandbox-vnc|credential|password|desktop\//i,
    );
    const { now, sessions } = await reader.read('sessions');
    expect(now).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    expect(sessions[0]).toMatchObject({
      status: 'running',
      zone: 'default',
      workspace: expect.any(String),
      createdAt: expect.stringMatching(/Z$/),
      standby: false,
      progress: 100,
      cores: 2,
      memory: 2_768_000_000,
      person: { user: expect.stringContaining('@example.com') },
    });
    const [agent] = await reader.read('agents');
    expect(agent).toMatchObject({ enabled: true, autoscaled: false });
    expect(sessions.map(({ agentId }) => agentId)).toContain(agent.id);
    expect(await reader.read('reports')).toContainEqual({
      id: agent.id,
      disk: agent.disk,
    });
  });

  it('is never changed: no call of a reader has a side effect', async () => {
    answer = () => [200, {}];
    const reader = hostile();
    for (const list of LISTS) {
      await reader.read(list);
    }
    for (const { path } of heard) {
      expect(path).toMatch(/^\/api\/public\/get_[a-z_]+$/);
      expect(path).not.toContain('status');
    }
  });
});

describe('records', () => {
  async function read<L extends keyof KasmLists>(list: L, reply: object) {
    answer = () => [200, reply];
    return hostile().read(list);
  }

  it('of sessions keep what is known of them', async () => {
    expect(
      await read('sessions', {
        current_time: '2026-11-22 12:00:00.123456',
        kasms: [
          'nonsense',
          { kasm_id: 'none' },
          {
            kasm_id: 'AAAAAAAA-AAAA-AAAA-AAAA-AAAAAAAAAAAA',
            operational_status: 'Starting\u202e',
            operational_progress: 250,
            operational_message: 'pull with token=canary',
            created_date: 'None',
            start_date: '2026-02-30 99:00:00',
            is_standby: 'yes',
            cores: '2.5',
            memory: -1,
            client_ip: '10.1.2.3',
            username: 'anna',
            token: 'canary',
            view_only_token: 'canary',
            connection_credential: 'canary',
            port_map: { vnc: { path: 'canary' } },
          },
        ],
      }),
    ).toEqual({
      now: '2026-11-22T12:00:00Z',
      sessions: [
        {
          id: id('a'),
          status: 'starting',
          progress: 100,
          message: 'pull with token=[redacted]',
          cores: 2.5,
          person: { user: 'anna', address: '10.1.2.3' },
        },
      ],
    });
  });

  it('of sessions have a message without the people in it', async () => {
    const { sessions } = await read('sessions', {
      kasms: [
        {
          kasm_id: 'AAAAAAAA-AAAA-AAAA-AAAA-AAAAAAAAAAAA',
          operational_message:
            'Failed to create a session of Jane.Doe for jane.doe@example.com from 10.1.2.3 (2001:db8::1)',
          user: { username: 'jane.doe@example.com' },
        },
      ],
    });
    expect(sessions[0].message).toBe(
      'Failed to create a session of [somebody] for [somebody] from [address] ([address])',
    );
  });

  it.each(['last_reported', 'last_report', 'last_checkin', 'last_heartbeat'])(
    'of agents may call the last check-in %s',
    async field => {
      expect(
        await read('agents', {
          agents: [
            {
              agent_id: id('a'),
              server_id: id('b'),
              hostname: '10.0.0.9',
              [field]: '2026-11-22 12:00:00',
              provider: 'harvester',
              disk_space: 100,
              disk_space_used: 150,
            },
          ],
        }),
      ).toEqual([
        {
          id: id('b'),
          hostname: '10.0.0.9',
          lastCheckIn: '2026-11-22T12:00:00Z',
          autoscaled: true,
          disk: { total: 100, free: 0 },
        },
      ]);
    },
  );

  it('of workspaces say whether they are bound, and not by which password', async () => {
    expect(
      await read('images', {
        images: [
          {
            image_id: id('c'),
            name: 'kasmweb/chrome:1.18.0',
            enabled: true,
            available: null,
            restrict_to_zone: true,
            docker_user: 'canary',
            docker_token: 'canary',
          },
        ],
      }),
    ).toEqual([
      {
        id: id('c'),
        name: 'kasmweb/chrome:1.18.0',
        enabled: true,
        restricted: true,
      },
    ]);
  });

  it('of zones tell an address that is empty from one that is not told', async () => {
    expect(
      await read('zones', {
        zones: [
          {
            zone_id: id('d'),
            zone_name: 'default',
            upstream_auth_address: null,
            proxy_port: '443',
          },
        ],
      }),
    ).toEqual([
      {
        id: id('d'),
        name: 'default',
        upstreamAuthAddress: '',
        proxyPort: 443,
      },
    ]);
  });

  it('of licences do not say whose they are', async () => {
    expect(
      await read('licences', {
        licenses: [
          {
            license_id: id('e'),
            expiration: '2026-12-24 00:00:00',
            limit: 10,
            license_type: 'Per Named User',
            issued_to: 'canary',
          },
        ],
      }),
    ).toEqual([
      { expiresAt: '2026-12-24T00:00:00Z', limit: 10, kind: 'Per Named User' },
    ]);
  });
});

describe('a call', () => {
  it('has the key in the header, and not in the body, where Kasm asks for Basic authentication', async () => {
    answer = ({ authorization }) =>
      authorization
        ? [200, { zones: [] }]
        : [401, { detail: 'no' }, { 'www-authenticate': 'Basic realm="x"' }];
    const reader = hostile();

    await reader.read('zones');
    await reader.read('zones');

    expect(heard.map(({ authorization }) => authorization)).toEqual([
      undefined,
      BASIC,
      BASIC,
    ]);
    expect(heard[1].body).toBe('{}');
  });

  it('is a resource where the calls are gone', async () => {
    answer = ({ path }) =>
      path === '/api/admin/infrastructure/zones'
        ? [200, { zones: [{ zone_id: id('a'), zone_name: 'default' }] }]
        : [404, { detail: 'Resource not found' }];
    const reader = hostile();

    expect(await reader.read('zones')).toEqual([
      { id: id('a'), name: 'default' },
    ]);
    expect(heard.at(-1)).toMatchObject({
      method: 'GET',
      authorization: BASIC,
      body: '',
    });
    await reader.read('zones');
    expect(heard.map(({ path }) => path).slice(-2)).toEqual([
      '/api/admin/infrastructure/zones',
      '/api/admin/infrastructure/zones',
    ]);
  });

  it('is made as the configuration says first', async () => {
    answer = () => [200, { agents: [] }];
    await hostile({ authentication: 'basic', path: 'admin' }).read('agents');

    expect(heard).toEqual([
      {
        method: 'POST',
        path: '/api/admin/get_agents',
        authorization: BASIC,
        body: '{}',
      },
    ]);
  });

  it('goes to the servers when agents may not be listed, and names the permission when nothing may', async () => {
    answer = ({ path }) =>
      path.endsWith('get_agents')
        ? [403, { error_message: 'Unauthorized' }]
        : [200, { servers: [{ server_id: id('a'), hostname: 'x' }] }];
    expect(await hostile().read('agents')).toEqual([
      { id: id('a'), hostname: 'x' },
    ]);

    answer = () => [403, { error_message: 'Unauthorized' }];
    await expect(hostile().read('agents')).rejects.toMatchObject({
      kind: 'notPermitted',
      status: 403,
      message: expect.stringContaining('Agents View'),
    });
  });

  it('that was found and then gives a page has failed, and is looked for anew', async () => {
    answer = () => [200, { kasms: [] }];
    const reader = hostile();
    await reader.read('sessions');
    answer = () => [200, PAGE];

    await expect(reader.read('sessions')).rejects.toMatchObject({
      kind: 'server',
    });

    answer = ({ path }) =>
      path.startsWith('/api/admin/') ? [200, { kasms: [] }] : [200, PAGE];
    expect(await reader.read('sessions')).toEqual({ sessions: [] });
  });

  it('is not read beyond 5 MB, nor deeper than Kasm answers', async () => {
    answer = () => [200, { kasms: 'x'.repeat(6 * 1024 * 1024) }];
    await expect(hostile().read('sessions')).rejects.toMatchObject({
      kind: 'server',
    });
  });

  it('never leads the key elsewhere by a redirect', async () => {
    answer = () => [302, {}, { location: `https://127.0.0.1:1/api/x` }];
    await expect(hostile().read('sessions')).rejects.toMatchObject({
      kind: 'server',
    });
    expect(heard).toHaveLength(1);
  });
});

it('is not there for another host than the key is bound to', () => {
  readerAt(1);
  const [apis] = open;
  expect(apis.reader(REF, 'kasm.evil.localhost')).toBeUndefined();
  expect(apis.reader('rke2/other')).toBeUndefined();
  expect(apis.hostOf(REF)).toBe(HOST);
  expect(apis.reader(REF)?.interval).toBe(15);
});
