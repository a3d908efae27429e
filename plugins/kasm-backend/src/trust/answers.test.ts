import { mockCredentials } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { KasmClient } from '@kasm-portal/backstage-plugin-kasm-common';
import { startSandbox, type Sandbox } from 'sandbox';
import { startConformance } from '../__testUtils__/startConformance';
import {
  allowAll,
  eventually,
  startPortal,
  type Portal,
} from '../__testUtils__/startPortal';
import { spec } from '../schema/openapi.generated';

// A cold start compiles half of Backstage.
jest.setTimeout(120_000);

const REF = 'rke2/workspaces';
const PATH = `/v1/deployments/${REF}`;

/** `/v1/deployments/rke2/kasm` → `/v1/deployments/{cluster}/{name}`. */
function routeOf(path: string): string | undefined {
  const asked = path.split('?')[0].split('/');
  return Object.keys(spec.paths).find(route => {
    const parts = route.split('/');
    return (
      parts.length === asked.length &&
      parts.every((part, at) => part.startsWith('{') || part === asked[at])
    );
  });
}

describe('what the routes answer is what openapi.yaml says', () => {
  let sandbox: Sandbox;
  let portal: Portal;
  let conformance: Awaited<ReturnType<typeof startConformance>>;

  const healthy = () =>
    eventually(
      () => portal.get(PATH),
      ({ body }) =>
        body.health === 'healthy' && body.sources.kasmApi.state === 'ok',
      60_000,
    );

  beforeAll(async () => {
    conformance = await startConformance();
    sandbox = await startSandbox({
      ports: { rke2: 0, harvester: 0, kasm: 0, control: 0 },
      speed: 20,
    });
    portal = await startPortal({ sandbox });
    await healthy();
  });
  afterAll(async () => {
    await portal?.stop();
    await sandbox?.stop();
    await conformance?.stop();
  });
  beforeEach(() => {
    portal.decide = allowAll;
  });

  async function problemsOf(
    status: number,
    paths: string[],
    headers: Record<string, string> = {},
  ): Promise<string[]> {
    const problems: string[] = [];
    for (const path of paths) {
      const answer = await portal.get(path, headers);
      if (answer.status !== status) {
        problems.push(`${path}: ${answer.status} ${answer.text}`);
      }
      const problem = await conformance.problemOf(path, answer);
      problems.push(...(problem ? [problem] : []));
    }
    return problems;
  }

  const paths = () => [
    '/v1/deployments',
    PATH,
    `${PATH}/history`,
    `${PATH}/history?resolution=60`,
    `${PATH}/sessions`,
    `${PATH}/logs/api?tail=5`,
    '/v1/clusters',
    `/v1/clusters/rke2/dns?host=kasm.${sandbox.domain}`,
    `/v1/clusters/rke2/dns?host=nobody.${sandbox.domain}`,
  ];

  it('of all routes, while all is well', async () => {
    expect(new Set(paths().map(routeOf))).toEqual(
      new Set(Object.keys(spec.paths)),
    );
    expect(await problemsOf(200, paths())).toEqual([]);
  });

  it.each([
    'database-down',
    'agent-vm-down',
    'certificate-expiring',
    'rke2-api-forbidden',
    'rke2-api-refuses',
    'source-blind.kasm-api',
  ])('of all routes, with %s', async fault => {
    sandbox.inject(fault);
    try {
      await eventually(
        () => portal.get(PATH),
        ({ body }) =>
          body.health !== 'healthy' ||
          body.findings.some(
            ({ id }: { id: string }) => id === fault.split('.')[0],
          ),
        40_000,
      );
      expect(await problemsOf(200, paths())).toEqual([]);
    } finally {
      sandbox.heal();
      await healthy();
    }
  });

  it('of refusals: 400, 401, 403, 404', async () => {
    const unknown = ['', '/history', '/sessions', '/logs/api'].map(
      end => `/v1/deployments/rke2/nothing${end}`,
    );
    expect(await problemsOf(404, unknown)).toEqual([]);
    expect(
      await problemsOf(400, [
        `${PATH}?more=1`,
        `${PATH}/history?resolution=0`,
        `${PATH}/sessions?user=me`,
        `${PATH}/logs/nothing`,
        '/v1/deployments?x=1',
        '/v1/clusters/rke2/dns',
      ]),
    ).toEqual([]);
    expect(
      await problemsOf(401, paths(), {
        authorization: mockCredentials.none.header(),
      }),
    ).toEqual([]);
    portal.decide = async permissions =>
      permissions.map(({ permission }) => ({
        result:
          permission.name === 'kasm.deployment.read'
            ? AuthorizeResult.ALLOW
            : AuthorizeResult.DENY,
      }));
    expect(
      await problemsOf(403, [`${PATH}/logs/api`, paths().at(-1)!]),
    ).toEqual([]);
  });

  it.each([PATH, `${PATH}/history?to=2026-01-01T00:00:00Z`])(
    'of 304 on %s: nothing',
    async path => {
      const { text } = await eventually(
        async () => {
          const { headers } = await portal.get(path);
          return portal.get(path, { 'If-None-Match': headers.etag });
        },
        ({ status }) => status === 304,
      );
      expect(text).toBe('');
    },
  );

  it('of 429, and without configuration', async () => {
    const bare = await startPortal({});
    try {
      for (const path of ['/v1/deployments', '/v1/clusters', PATH]) {
        const answer = await bare.get(path);
        expect(await conformance.problemOf(path, answer)).toBeUndefined();
      }
      const limited = await eventually(
        () => bare.get('/v1/clusters'),
        ({ status }) => status === 429,
        60_000,
      );
      expect(
        await conformance.problemOf('/v1/clusters', limited),
      ).toBeUndefined();
    } finally {
      await bare.stop();
    }
  });

  it('and KasmClient asks for every one of them', async () => {
    const asked = new Set<string | undefined>();
    const client = new KasmClient({
      discoveryApi: { getBaseUrl: async () => portal.url },
      fetchApi: {
        fetch: async (url, init) => {
          asked.add(routeOf(String(url).slice(portal.url.length)));
          return fetch(url, init);
        },
      },
    });

    const { items } = await client.getDeployments();
    const { status, etag } = await client.getDeployment(REF);
    const history = await client.getHistory(REF, { resolution: 60 });
    const sessions = await client.getSessions(REF);
    const log = await client.getLogs(REF, 'api', 5);
    const [cluster] = await client.getClusters();
    const dns = await client.getDns('rke2', `kasm.${sandbox.domain}`);

    expect([...asked].sort()).toEqual(Object.keys(spec.paths).sort());
    expect(items.map(({ ref }) => ref)).toEqual([REF]);
    expect(etag).toBe(`"${status?.revision}"`);
    expect(history.enabled).toBe(true);
    expect(sessions.details).toBe(true);
    expect(log.component).toBe('api');
    expect(cluster.name).toBe('rke2');
    expect(dns.matches).toBe(true);
  });
});
