import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
  type TestBackend,
} from '@backstage/backend-test-utils';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import mcpPlugin from '@backstage/plugin-mcp-actions-backend';
import notificationsPlugin from '@backstage/plugin-notifications-backend';
import {
  AuthorizeResult,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import kasmPlugin from '@kasm-portal/backstage-plugin-kasm-backend';
import { startSandbox, type Sandbox } from 'sandbox';
import request from 'supertest';
import { servePrometheus } from './metrics/servePrometheus';

// A cold start compiles half of Backstage.
jest.setTimeout(240_000);

const ENGINEER = mockCredentials.user.header('user:default/platform-engineer');
const VIEWER = mockCredentials.user.header('user:default/viewer');

/** Asks until the answer is as wanted. */
async function eventually<T>(
  ask: () => Promise<T>,
  wanted: (answer: T) => boolean,
  deadline = 60_000,
): Promise<T> {
  const end = Date.now() + deadline;
  for (;;) {
    const answer = await ask();
    if (wanted(answer)) return answer;
    if (Date.now() > end) {
      throw new Error(`Not in time; last: ${JSON.stringify(answer)}`);
    }
    await new Promise(done => setTimeout(done, 250));
  }
}

describe('a break, for those who do not look at the page', () => {
  let directory: string;
  let sandbox: Sandbox;
  let backend: TestBackend;
  let prometheus: Awaited<ReturnType<typeof servePrometheus>>;
  let maySee: (user: string) => boolean = () => true;

  const get = (path: string, authorization: string) =>
    request(backend.server).get(path).set({ authorization });

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'kasm-reach-'));
    sandbox = await startSandbox({
      ports: { rke2: 0, harvester: 0, kasm: 0, control: 0 },
    });
    const kubeconfigFile = join(directory, 'kubeconfig');
    await writeFile(kubeconfigFile, sandbox.kubeconfig);
    prometheus = await servePrometheus({ host: '127.0.0.1', port: 0 });
    backend = await startTestBackend({
      features: [
        catalogPlugin,
        kasmPlugin,
        mcpPlugin,
        notificationsPlugin,
        mockServices.permissions.mock({
          authorize: async permissions =>
            permissions.map(() => ({ result: AuthorizeResult.ALLOW })),
          authorizeConditional: async (permissions, { credentials }) => {
            const { userEntityRef } = credentials.principal as {
              userEntityRef?: string;
            };
            return permissions.map(
              (): PolicyDecision => ({
                result:
                  userEntityRef === undefined || maySee(userEntityRef)
                    ? AuthorizeResult.ALLOW
                    : AuthorizeResult.DENY,
              }),
            );
          },
        }).factory,
        mockServices.rootConfig.factory({
          data: {
            app: { baseUrl: 'http://localhost' },
            backend: { actions: { pluginSources: ['kasm'] } },
            catalog: {
              rules: [{ allow: ['Group', 'User', 'System'] }],
              locations: [
                {
                  type: 'file',
                  target: resolve(__dirname, '../demonstration/org.yaml'),
                },
              ],
            },
            kasm: {
              allowSandboxTokens: true,
              notifications: { holdSeconds: 1 },
              clusters: [
                {
                  name: 'rke2',
                  roles: ['controlPlane'],
                  namespaces: ['*'],
                  domains: [sandbox.domain],
                  agentClusters: ['harvester'],
                  ingress: {
                    address: '127.0.0.1',
                    port: sandbox.kasmPort,
                    ca: sandbox.ca,
                  },
                  reader: { kubeconfigFile, context: 'rke2-reader' },
                },
                {
                  name: 'harvester',
                  roles: ['agents'],
                  namespaces: ['kasm-agents'],
                  reader: { kubeconfigFile, context: 'harvester-reader' },
                },
              ],
            },
          },
        }),
      ],
    });
    await eventually(
      () => get('/api/catalog/entities', ENGINEER),
      ({ body }) => body.length >= 5,
    );
    await eventually(
      () => get('/api/kasm/v1/deployments', ENGINEER),
      ({ body }) => body.items[0]?.health === 'healthy',
    );
  });
  afterAll(async () => {
    await backend?.stop();
    await prometheus?.stop();
    await sandbox?.stop();
    await rm(directory, { recursive: true, force: true });
  });
  beforeEach(() => {
    maySee = () => true;
  });

  const notices = async (authorization: string) =>
    (await get('/api/notifications', authorization)).body.notifications;

  const scrape = async () =>
    (await fetch(`http://127.0.0.1:${prometheus.port}/metrics`)).text();

  async function mcp(method: string, params: object, authorization: string) {
    const { text } = await request(backend.server)
      .post('/api/mcp-actions/v1')
      .set({ authorization, accept: 'application/json, text/event-stream' })
      .send({ jsonrpc: '2.0', id: 1, method, params });
    return JSON.parse(/^data: (.*)$/m.exec(text)?.[1] ?? text).result;
  }

  it('is one notification for its owners, which its end replaces', async () => {
    sandbox.inject('route-not-served');
    const [broken] = await eventually(
      () => notices(ENGINEER),
      found => found.length > 0,
    );
    expect(broken).toMatchObject({
      origin: 'plugin:kasm',
      payload: {
        title: expect.stringMatching(/^Workspaces is (degraded|down)$/),
        link: '/catalog/default/component/rke2-workspaces/kasm',
        scope: 'rke2/workspaces',
      },
    });
    expect(await scrape()).toMatch(
      /kasm_deployment_health\{deployment="rke2\/workspaces",health="healthy"\} 0/,
    );

    sandbox.heal();
    const [healed] = await eventually(
      () => notices(ENGINEER),
      found => /healthy again/.test(found[0].payload.title),
    );
    expect(healed.id).toBe(broken.id);
    expect(healed.payload.severity).toBe('low');
    expect(await notices(ENGINEER)).toHaveLength(1);
    expect(await notices(VIEWER)).toEqual([]);
  });

  it('can be read by Prometheus', async () => {
    const text = await eventually(scrape, found =>
      found.includes('health="healthy"} 1'),
    );

    for (const name of [
      'kasm_deployments 1',
      'kasm_agents_desired{deployment="rke2/workspaces"} 2',
      'kasm_source_seen{deployment="rke2/workspaces",source="endpoint"} 1',
      'kasm_descriptors_seen{cluster="rke2"} 1',
    ]) {
      expect(text).toContain(name);
    }
    expect(text).toMatch(/kasm_evaluation_seconds_count \d/);
    expect(text).toMatch(/kasm_watches\{cluster="harvester"\} \d/);
    expect(text).toMatch(/kasm_watch_restarts_total\{cluster="rke2"\} \d/);
  });

  it('can be asked about through MCP, by whoever may see it', async () => {
    const { tools } = await mcp('tools/list', {}, ENGINEER);
    expect(
      tools.map(({ name, annotations }: any) => [
        name,
        annotations.readOnlyHint,
        annotations.destructiveHint,
      ]),
    ).toEqual([
      ['kasm.list-kasm-deployments', true, false],
      ['kasm.get-kasm-deployment-status', true, false],
      ['kasm.diagnose-kasm-deployment', true, false],
    ]);
    const call = {
      name: 'kasm.get-kasm-deployment-status',
      arguments: { deployment: 'rke2/workspaces' },
    };
    const answer = await mcp('tools/call', call, VIEWER);
    expect(answer.structuredContent).toMatchObject({
      deployment: 'rke2/workspaces',
      untrusted: { warning: expect.stringContaining('instruction') },
    });

    maySee = user => user !== 'user:default/viewer';
    const refused = await mcp('tools/call', call, VIEWER);
    expect(refused.isError).toBe(true);
    expect(JSON.stringify(refused)).toContain('kasm.deployment.read');
    const list = await mcp(
      'tools/call',
      { name: 'kasm.list-kasm-deployments', arguments: {} },
      VIEWER,
    );
    expect(list.structuredContent.deployments).toEqual([]);
    expect(JSON.stringify(list)).not.toContain('rke2/workspaces');
  });
});
