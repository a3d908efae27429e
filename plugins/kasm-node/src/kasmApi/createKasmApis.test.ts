import { createServer, type Server } from 'node:https';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mockServices } from '@backstage/backend-test-utils';
import { startSandbox, type Sandbox } from 'sandbox';
import { readKasmConfig } from '../clusters/readKasmConfig';
import { createKasmApis } from './createKasmApis';
import type { KasmApi, KasmApis } from './KasmApi';
import { kasmCall } from './kasmCalls';

jest.setTimeout(60_000);

const REF = 'rke2/workspaces';
const HOST = 'kasm.sandbox.localhost';
const KEY = { key: 'sandbox-key', secret: 'sandbox-key-secret' };
const ADMIN_KEY = {
  key: 'sandbox-admin-key',
  secret: 'sandbox-admin-key-secret',
};

let sandbox: Sandbox;
const open: KasmApis[] = [];

beforeAll(async () => {
  sandbox = await startSandbox({
    ports: { rke2: 0, harvester: 0, kasm: 0, control: 0 },
    speed: 50,
  });
});
afterEach(async () => {
  await Promise.all(open.splice(0).map(apis => apis.close()));
});
afterAll(() => sandbox?.stop());

function apisAt(
  ingress: object,
  keys: object = { read: KEY, manageAgents: ADMIN_KEY },
): KasmApis {
  const config = readKasmConfig(
    mockServices.rootConfig({
      data: {
        kasm: {
          allowSandboxTokens: true,
          clusters: [
            {
              name: 'rke2',
              roles: ['controlPlane'],
              namespaces: ['kasm'],
              domains: ['sandbox.localhost'],
              ingress: { ...ingress },
              reader: {
                server: 'https://127.0.0.1:1',
                token: 'sandbox-reader',
              },
            },
          ],
          kasmApis: [{ deployment: REF, host: HOST, ...keys }],
        },
      },
    }),
  );
  const apis = createKasmApis(config!);
  open.push(apis);
  return apis;
}

const sandboxIngress = () => ({
  address: '127.0.0.1',
  port: sandbox.kasmPort,
  ca: sandbox.ca,
});

const apiAt = (ingress: object, keys?: object): KasmApi =>
  apisAt(ingress, keys).api(REF)!;

describe("the API of the sandbox's Kasm", () => {
  it('tells agents and sessions, and the sessions which agent they are on', async () => {
    const api = apiAt(sandboxIngress());
    const agents = await api.agents();
    expect(agents).toHaveLength(2);
    expect(agents[0]).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{32}$/),
      hostname: expect.stringMatching(/^10\./),
      enabled: true,
      status: 'running',
    });
    const sessions = await api.sessions();
    expect(sessions.length).toBeGreaterThan(0);
    for (const session of sessions) {
      expect(Object.keys(session).sort()).toEqual(['agentId', 'id', 'status']);
      expect(agents.map(({ id }) => id)).toContain(session.agentId);
    }
  });

  it('disables, enables and removes an agent', async () => {
    const api = apiAt(sandboxIngress());
    const [{ id }] = await api.agents();
    const now = async () =>
      (await api.agents()).find(agent => agent.id === id)?.enabled;
    await api.setAgentEnabled(id, false);
    expect(await now()).toBe(false);
    await api.setAgentEnabled(id, true);
    expect(await now()).toBe(true);
    await api.deleteAgent('00000000-0000-4000-a000-000000000000');
  });

  it('changes nothing without the second key, nor with one that may only read', async () => {
    const reading = apiAt(sandboxIngress(), { read: KEY });
    expect(reading.managesAgents).toBe(false);
    const [{ id }] = await reading.agents();
    await expect(reading.setAgentEnabled(id, false)).rejects.toMatchObject({
      kind: 'notPermitted',
      message: expect.stringContaining('kasm.kasmApis[].manageAgents'),
    });
    const pretending = apiAt(sandboxIngress(), {
      read: KEY,
      manageAgents: KEY,
    });
    await expect(pretending.setAgentEnabled(id, false)).rejects.toMatchObject({
      kind: 'notPermitted',
      message: expect.stringContaining('Agents Modify'),
    });
  });

  it('is not there for other deployments, nor for another host of the same', () => {
    const apis = apisAt(sandboxIngress());
    expect(apis.api('rke2/other')).toBeUndefined();
    expect(apis.api(REF, 'kasm.elsewhere.test')).toBeUndefined();
    expect(apis.api(REF, HOST)).toBeDefined();
  });

  it('is not asked over TLS that nothing vouches for', async () => {
    const api = apiAt({ address: '127.0.0.1', port: sandbox.kasmPort });
    await expect(api.agents()).rejects.toMatchObject({ kind: 'unreachable' });
  });

  it('is not asked where DNS leads back to the portal', async () => {
    const api = apiAt({ port: sandbox.kasmPort, ca: sandbox.ca });
    await expect(api.agents()).rejects.toMatchObject({ kind: 'unreachable' });
  });

  it('ends at once when it is called off', async () => {
    const api = apiAt(sandboxIngress());
    await expect(
      api.agents({ signal: AbortSignal.abort() }),
    ).rejects.toMatchObject({ kind: 'aborted' });
  });

  it('has no call but those in the list', () => {
    for (const name of ['get_kasm_status', 'keepalive', 'request_kasm']) {
      expect(() => kasmCall(name as any)).toThrow('not one the portal makes');
    }
  });
});

describe('a host that answers what it likes', () => {
  let server: Server;
  let paths: string[] = [];
  let bodies: string[] = [];
  let answer: (response: ServerResponse, body: string) => void;

  beforeAll(async () => {
    const { data } = sandbox.clusters.rke2.store.get(
      'secrets',
      'kasm',
      'kasm-sandbox-localhost-tls',
    )!;
    const pem = (name: string) => Buffer.from(data[name], 'base64').toString();
    server = createServer(
      { key: pem('tls.key'), cert: pem('tls.crt') },
      async (request: IncomingMessage, response) => {
        let body = '';
        for await (const chunk of request) body += chunk;
        paths.push(request.url ?? '');
        bodies.push(body);
        answer(response, body);
      },
    );
    await new Promise<void>(done => {
      server.listen(0, '127.0.0.1', done);
    });
  });
  beforeEach(() => {
    paths = [];
    bodies = [];
  });
  afterAll(async () => {
    server?.closeAllConnections();
    await new Promise(done => {
      server.close(done);
    });
  });

  const hostile = () =>
    apiAt({
      address: '127.0.0.1',
      port: (server.address() as AddressInfo).port,
      ca: sandbox.ca,
    });

  function say(status: number, body: string, headers: object = {}) {
    answer = response => {
      response.writeHead(status, {
        'content-type': 'application/json',
        ...headers,
      });
      response.end(body);
    };
  }

  it.each([
    [200, '{"error_message": "No"}', 'refused', 'Kasm refused it: No'],
    [403, '{"error_message": "Unauthorized"}', 'notPermitted', 'Agents View'],
    [500, '<html>oops</html>', 'server', 'Kasm answered 500'],
    [200, '[]', 'server', 'not an answer of its API'],
    [200, '{"agents": [', 'server', 'not an answer of its API'],
    [200, `{"agents": ${'['.repeat(64)}${']'.repeat(64)}}`, 'server', 'not an'],
  ])('%i %s is an error', async (status, body, kind, message) => {
    say(status, body);
    await expect(hostile().agents()).rejects.toMatchObject({
      kind,
      message: expect.stringContaining(message),
    });
  });

  it('never sees a key in an error, though it sends it back', async () => {
    answer = (response, body) => {
      const { api_key: key, api_key_secret: secret } = JSON.parse(body);
      response.writeHead(200, { 'content-type': 'application/json' });
      const coded = Buffer.from(secret).toString('base64');
      response.end(
        JSON.stringify({ error_message: `no: ${key} ${secret} ${coded}` }),
      );
    };
    const error = await hostile()
      .agents()
      .catch(caught => caught);
    expect(error.message).toContain('Kasm refused it: no: (key)');
    expect(JSON.stringify([error, error.stack, error.message])).not.toMatch(
      /sandbox-key|c2FuZGJveC1rZXk/,
    );
  });

  it('leads nowhere by a redirect', async () => {
    say(302, '', { location: 'https://169.254.169.254/' });
    await expect(hostile().agents()).rejects.toMatchObject({ kind: 'server' });
    expect(paths).toEqual(['/api/public/get_agents']);
  });

  it('is not read without end', async () => {
    answer = response => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.on('error', () => {});
      const chunk = Buffer.alloc(256 * 1024, 32);
      for (let sent = 0; sent < 24; sent++) response.write(chunk);
      response.end('{}');
    };
    await expect(hostile().agents()).rejects.toMatchObject({
      kind: 'server',
      message: expect.stringContaining('longer than 5 MB'),
    });
  });

  it('is not waited for longer than the deadline', async () => {
    answer = () => {};
    await expect(hostile().agents({ deadline: 50 })).rejects.toMatchObject({
      kind: 'timeout',
    });
    server.closeAllConnections();
  });

  it('has its answers reduced to what is known, whatever else is in them', async () => {
    say(
      200,
      JSON.stringify({
        agents: [
          null,
          'x',
          { agent_id: 'no id', hostname: 'a' },
          {
            agent_id: 'AAAAAAAA-AAAA-4AAA-AAAA-AAAAAAAAAAAA',
            hostname: '10.0.0.9\u202e',
            enabled: 'yes',
            status: 7,
            token: 'canary',
            __proto__: { polluted: true },
          },
        ],
        kasms: [
          {
            kasm_id: 'b'.repeat(32),
            server_id: 'c'.repeat(32),
            operational_status: 'running',
            token: 'canary',
            user: { username: 'canary' },
            client_ip: 'canary',
          },
        ],
      }),
    );
    const api = hostile();
    const seen = [await api.agents(), await api.sessions()];
    expect(seen).toEqual([
      [
        {
          id: `${'a'.repeat(8) + 'a'.repeat(4)}4${'a'.repeat(19)}`,
          hostname: '10.0.0.9',
        },
      ],
      [{ id: 'b'.repeat(32), agentId: 'c'.repeat(32), status: 'running' }],
    ]);
    expect(JSON.stringify(seen)).not.toContain('canary');
  });

  it('may have its calls on the other path, or list servers only; found once, used from then on', async () => {
    const server_id = 'd'.repeat(32);
    answer = (response, body) => {
      const path = paths.at(-1)!;
      if (path === '/api/admin/get_servers') {
        response.writeHead(200, { 'content-type': 'application/json' });
        response.end(
          JSON.stringify({
            servers: [
              { server_id, hostname: '10.0.0.9', server_type: 'host' },
              {
                server_id: 'e'.repeat(32),
                hostname: 'rdp',
                server_type: 'Desktop',
              },
            ],
          }),
        );
      } else if (path === '/api/admin/update_server') {
        response.writeHead(200, { 'content-type': 'application/json' });
        response.end(
          body.includes('sandbox-admin-key') ? '{}' : '{"error_message":"key"}',
        );
      } else if (path.startsWith('/api/public/')) {
        response.writeHead(200, { 'content-type': 'text/html' });
        response.end('<!doctype html><title>Kasm</title>');
      } else {
        response.writeHead(404).end();
      }
    };
    const api = hostile();
    expect(await api.agents()).toEqual([
      { id: server_id, hostname: '10.0.0.9' },
    ]);
    paths = [];
    await api.setAgentEnabled(server_id, true);
    expect(paths).toContain('/api/admin/update_server');
    expect(paths).not.toContain('/api/public/get_servers');
    expect(bodies.at(-1)).toContain(
      `"server_id":"${server_id}","server_type":"host","enabled":true`,
    );
  });
});
