import {
  AuthorizeResult,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import { mockCredentials } from '@backstage/backend-test-utils';
import { startSandbox, type Sandbox } from 'sandbox';
import {
  allowAll,
  eventually,
  startPortal,
  type Portal,
} from './__testUtils__/startPortal';
import {
  createKasmDeploymentConditionalDecision,
  kasmDeploymentConditions,
} from './permissions/deploymentRules';

// A cold start compiles half of Backstage.
jest.setTimeout(60_000);

const { isOwner, hasId, inCluster } = kasmDeploymentConditions;

/** What people and programs are told of a refusal: nothing but the address differs. */
const refusal = ({ body, status }: { body: any; status: number }) => ({
  status,
  error: body.error,
  response: body.response,
});

function describeDeployment(
  sandbox: Sandbox,
  name: string,
  more: { namespace?: string; spec?: object; createdIn?: string } = {},
) {
  const namespace = more.createdIn ?? 'kasm-portal';
  const { store } = sandbox.clusters.rke2;
  if (!store.get('namespaces', undefined, namespace)) {
    store.create({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: namespace },
    });
  }
  store.create({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: {
      name: `${name}-descriptor`,
      namespace,
      labels: { 'kasm-portal/deployment': name },
    },
    data: {
      'descriptor.json': JSON.stringify({
        version: 1,
        state: 'active',
        spec: {
          cluster: 'rke2',
          name,
          owner: 'group:default/platform',
          domain: sandbox.domain,
          agents: { cluster: 'harvester', namespace: 'kasm-agents' },
          ...more.spec,
        },
      }),
    },
  });
}

describe('a portal without kasm configuration', () => {
  let portal: Portal;
  beforeAll(async () => {
    portal = await startPortal({});
  });
  afterAll(() => portal.stop());

  it('says so in one line of the log and in every answer', async () => {
    expect(
      portal.logs.filter(line => line.includes('Not configured')),
    ).toHaveLength(1);

    const list = await portal.get('/v1/deployments');
    expect(list.body).toEqual({ configured: false, items: [], clusters: {} });
    const clusters = await portal.get('/v1/clusters');
    expect(clusters.body).toEqual({ configured: false, items: [] });

    const document = await portal.get('/v1/deployments/rke2/kasm');
    expect(document.status).toBe(404);
    expect(document.body.error.code).toBe('NotConfigured');
    const log = await portal.get('/v1/deployments/rke2/kasm/logs/api');
    expect(log.body.error.code).toBe('NotConfigured');
    const dns = await portal.get('/v1/clusters/rke2/dns?host=kasm.example.com');
    expect(dns.body.error.code).toBe('NotConfigured');
  });
});

describe('a portal and its clusters', () => {
  let sandbox: Sandbox;
  let portal: Portal;

  beforeAll(async () => {
    sandbox = await startSandbox({
      ports: { rke2: 0, harvester: 0, kasm: 0, control: 0 },
      seeded: false,
    });
    describeDeployment(sandbox, 'kasm');
    describeDeployment(sandbox, 'kasm-b', {
      spec: { owner: 'group:others' },
    });
    // Hostile, or only wrong: none of these may ever show.
    describeDeployment(sandbox, 'kasm-evil', {
      spec: { namespace: 'kube-system' },
    });
    describeDeployment(sandbox, 'kasm-host', { spec: { domain: 'evil.com' } });
    describeDeployment(sandbox, 'kasm-far', { spec: { cluster: 'harvester' } });
    describeDeployment(sandbox, 'kasm-tenant', { createdIn: 'kasm-tenant' });
    portal = await startPortal({ sandbox });
    await eventually(
      () => portal.get('/v1/deployments'),
      ({ body }) => body.items.length === 2,
    );
  });
  afterAll(async () => {
    await portal?.stop();
    await sandbox?.stop();
  });
  beforeEach(() => {
    portal.decide = allowAll;
  });

  const names = async () =>
    (await portal.get('/v1/deployments')).body.items.map(
      ({ name }: { name: string }) => name,
    );

  it('shows what stays within the bounds and reports the rest', async () => {
    const { body } = await eventually(
      () => portal.get('/v1/deployments'),
      answer => answer.body.clusters.rke2.state === 'ok',
    );

    expect(body.configured).toBe(true);
    expect(body.items).toMatchObject([
      {
        ref: 'rke2/kasm',
        host: `kasm.${sandbox.domain}`,
        owner: 'group:default/platform',
        databaseCluster: 'kasm-pg',
      },
      { ref: 'rke2/kasm-b' },
    ]);
    expect(body.clusters).toMatchObject({
      rke2: { state: 'ok', reason: expect.stringContaining('3 descriptors') },
    });
    expect(JSON.stringify(body)).not.toMatch(/evil|tenant|kasm-far/);
    const refused = portal.logs.filter(line => line.startsWith('Refused'));
    expect(refused).toHaveLength(3);
    expect(refused.join('\n')).toMatch(/namespace "kube-system"/);
    expect(refused.join('\n')).toMatch(/host "kasm-host.evil.com"/);
    expect(refused.join('\n')).toMatch(/cluster "harvester"/);
  });

  it('serves a document once per revision', async () => {
    const first = await portal.get('/v1/deployments/rke2/kasm');

    expect(first.status).toBe(200);
    expect(first.body).toMatchObject({
      deployment: { ref: 'rke2/kasm', owner: 'group:default/platform' },
    });
    expect(first.headers.etag).toBe(`"${first.body.revision}"`);
    expect(first.body.health).not.toBe('healthy');

    await eventually(
      async () => {
        const { headers } = await portal.get('/v1/deployments/rke2/kasm');
        // As browsers send it, where Express alone would answer 200.
        return portal.get('/v1/deployments/rke2/kasm', {
          'If-None-Match': `"another", W/${headers.etag}`,
          'Cache-Control': 'no-cache',
        });
      },
      ({ status, text }) => status === 304 && text === '',
    );
    const other = await portal.get('/v1/deployments/rke2/kasm', {
      'If-None-Match': '"another"',
    });
    expect(other.status).toBe(200);
  });

  it('wants somebody to be signed in', async () => {
    for (const path of [
      '/v1/deployments',
      '/v1/deployments/rke2/kasm',
      '/v1/deployments/rke2/kasm/logs/api',
      '/v1/clusters',
      `/v1/clusters/rke2/dns?host=kasm.${sandbox.domain}`,
    ]) {
      const answer = await portal.get(path, {
        authorization: mockCredentials.none.header(),
      });
      expect(answer.status).toBe(401);
    }
  });

  it('asks with the credentials of the caller, once for a list', async () => {
    const callers: string[] = [];
    portal.decide = async (permissions, options) => {
      callers.push((options.credentials.principal as any).userEntityRef);
      return allowAll(permissions, options);
    };

    await portal.get('/v1/deployments', {
      authorization: mockCredentials.user.header('user:default/viewer'),
    });

    expect(callers).toEqual(['user:default/viewer']);
  });

  describe.each<[string, (permission: any) => PolicyDecision, string[]]>([
    ['nobody', () => ({ result: AuthorizeResult.DENY }), []],
    [
      'everybody',
      () => ({ result: AuthorizeResult.ALLOW }),
      ['kasm', 'kasm-b'],
    ],
    [
      'owners',
      permission =>
        createKasmDeploymentConditionalDecision(
          permission,
          isOwner({ claims: ['group:default/others'] }),
        ),
      ['kasm-b'],
    ],
    [
      'those who know the name',
      permission =>
        createKasmDeploymentConditionalDecision(
          permission,
          hasId({ ids: ['rke2/kasm'] }),
        ),
      ['kasm'],
    ],
    [
      'people of a cluster',
      permission =>
        createKasmDeploymentConditionalDecision(
          permission,
          inCluster({ clusters: ['elsewhere'] }),
        ),
      [],
    ],
    [
      'owners on a cluster',
      permission =>
        createKasmDeploymentConditionalDecision(permission, {
          allOf: [
            inCluster({ clusters: ['rke2'] }),
            { not: isOwner({ claims: ['group:others'] }) },
          ],
        }),
      ['kasm'],
    ],
  ])('when %s may read', (_, decision, visible) => {
    beforeEach(() => {
      portal.decide = async permissions =>
        permissions.map(({ permission }) => decision(permission));
    });

    it('shows the same in the list and by name', async () => {
      expect(await names()).toEqual(visible);
      for (const name of ['kasm', 'kasm-b']) {
        const { status } = await portal.get(`/v1/deployments/rke2/${name}`);
        expect(status).toBe(visible.includes(name) ? 200 : 404);
      }
    });
  });

  it('answers alike for what is unknown, forbidden, refused or elsewhere', async () => {
    portal.decide = async permissions =>
      permissions.map(({ permission }) =>
        createKasmDeploymentConditionalDecision(
          permission as never,
          hasId({ ids: ['rke2/kasm-b'] }),
        ),
      );

    const answers = await Promise.all(
      ['rke2/kasm', 'rke2/nothing', 'rke2/kasm-evil', 'nowhere/kasm'].flatMap(
        ref => [
          portal.get(`/v1/deployments/${ref}`),
          portal.get(`/v1/deployments/${ref}/logs/api`),
        ],
      ),
    );

    for (const answer of answers) {
      expect(refusal(answer)).toEqual(refusal(answers[0]));
      expect(answer.status).toBe(404);
      expect(answer.body.error.code).toBe('NotVisible');
    }
  });

  it('wants kasm.logs.read for logs', async () => {
    portal.decide = async permissions =>
      permissions.map(({ permission }) => ({
        result:
          permission.name === 'kasm.logs.read'
            ? AuthorizeResult.DENY
            : AuthorizeResult.ALLOW,
      }));

    const answer = await portal.get('/v1/deployments/rke2/kasm/logs/api');

    expect(answer.status).toBe(403);
    expect(answer.body.error.message).toContain('kasm.logs.read');
  });

  it.each([
    '/v1/deployments/RKE2/kasm',
    '/v1/deployments/rke2/kasm%00',
    '/v1/deployments/rke2/..%2f..%2fclusters',
    '/v1/deployments/rke2/kasm/logs/api%2f..%2f..',
    '/v1/deployments/rke2/kasm/logs/api?tail=501',
    '/v1/deployments/rke2/kasm/logs/api?tail=all',
    '/v1/deployments/rke2/kasm/logs/api?previous=true',
    '/v1/deployments/rke2/kasm/logs/no-such-role',
    '/v1/deployments?limit=1',
    '/v1/clusters/rke2/dns',
    '/v1/clusters/rke2/dns?host=localhost',
    '/v1/clusters/rke2/dns?host=kasm.example.org',
    '/v1/clusters/rke2/dns?host=a.b%0aevil.com',
    '/v1/clusters/nowhere/dns?host=kasm.sandbox.localhost',
  ])('refuses %s', async path => {
    expect((await portal.get(path)).status).toBe(400);
  });

  it('tells clusters to whoever is signed in', async () => {
    portal.decide = async permissions =>
      permissions.map(() => ({ result: AuthorizeResult.DENY }));

    const { body } = await eventually(
      () => portal.get('/v1/clusters'),
      answer => answer.body.items.every((item: any) => item.reachable),
    );

    expect(body).toMatchObject({
      configured: true,
      items: [
        {
          name: 'rke2',
          roles: ['controlPlane'],
          domains: [sandbox.domain],
          reachable: true,
        },
        { name: 'harvester', roles: ['agents'] },
      ],
    });
    expect(JSON.stringify(body)).not.toMatch(/token|127\.0\.0\.1|kubeconfig/);
  });

  it('says what DNS knows of a host to those who may create', async () => {
    const ask = () =>
      portal.get(`/v1/clusters/rke2/dns?host=kasm.${sandbox.domain}`);
    const { body, headers } = await ask();
    expect(body).toEqual({
      host: `kasm.${sandbox.domain}`,
      addresses: ['127.0.0.1'],
      expected: ['127.0.0.1'],
      matches: true,
    });
    expect(headers['cache-control']).toBe('no-store');

    portal.decide = async permissions =>
      permissions.map(({ permission }) => ({
        result:
          permission.name === 'kasm.deployment.create'
            ? AuthorizeResult.DENY
            : AuthorizeResult.ALLOW,
      }));
    const refused = await ask();
    expect(refused.status).toBe(403);
    expect(refused.body.error.message).toContain('kasm.deployment.create');
  });

  it('looks up so many hosts a minute for each caller', async () => {
    const ask = () =>
      portal.get(`/v1/clusters/rke2/dns?host=kasm.${sandbox.domain}`, {
        authorization: mockCredentials.user.header('user:default/eager'),
      });
    await eventually(ask, ({ status }) => status === 429);
    const other = await portal.get(
      `/v1/clusters/rke2/dns?host=kasm.${sandbox.domain}`,
    );
    expect(other.status).toBe(200);
  });

  it('offers its rules to policies', async () => {
    const { body } = await portal.get(
      '/.well-known/backstage/permissions/metadata',
    );

    expect(body.rules.map(({ name }: { name: string }) => name).sort()).toEqual(
      ['HAS_ID', 'IN_CLUSTER', 'IS_OWNER'],
    );
    expect(
      body.permissions.map(({ name }: { name: string }) => name),
    ).toContain('kasm.deployment.create');
  });

  it('follows descriptors as they come and go, and tells by events', async () => {
    const before = portal.events.length;
    describeDeployment(sandbox, 'kasm-new');

    await eventually(names, found => found.includes('kasm-new'), 2000);
    expect(portal.events.slice(before)).toContainEqual({
      topic: 'kasm.deployments',
      eventPayload: { refs: expect.arrayContaining(['rke2/kasm-new']) },
    });

    sandbox.clusters.rke2.store.delete(
      'configmaps',
      'kasm-portal',
      'kasm-new-descriptor',
    );
    await eventually(names, found => !found.includes('kasm-new'), 2000);
  });

  it('takes installations from the configuration, and only sound ones', async () => {
    const owner = 'group:default/platform';
    const other = await startPortal({
      sandbox,
      deployments: [
        { cluster: 'rke2', name: 'kasm', owner, domain: sandbox.domain },
        { cluster: 'rke2', name: 'Kasm', owner, domain: sandbox.domain },
        { cluster: 'rke2', name: 'kasm-c', owner, domain: 'evil.com' },
      ],
    });
    const { body } = await eventually(
      () => other.get('/v1/deployments'),
      answer => answer.body.items.length === 2,
    );
    await other.stop();

    expect(body.items).toMatchObject([
      { ref: 'rke2/kasm' },
      { ref: 'rke2/kasm-b' },
    ]);
    const refused = other.logs.filter(line => line.startsWith('Refused'));
    expect(refused).toContainEqual(
      expect.stringMatching(/kasm.deployments\[1\] name: must be/),
    );
    expect(refused).toContainEqual(
      expect.stringMatching(/kasm.deployments\[2\] names host/),
    );
    // The configuration wins over the descriptor of the same name.
    expect(refused).toContainEqual(
      expect.stringMatching(/kasm-descriptor .*kasm.deployments\[0\] has/),
    );
  });

  it('leaves no socket open when it ends', async () => {
    const sockets = () =>
      process.getActiveResourcesInfo().filter(name => name === 'TCPSocketWrap')
        .length;
    await portal.stop();
    await eventually(
      async () => sockets(),
      count => count === 0,
    );
    portal = await startPortal({ sandbox });
    await eventually(names, found => found.length === 2);

    await portal.stop();

    expect(
      await eventually(
        async () => sockets(),
        count => count === 0,
        2000,
      ),
    ).toBe(0);
    portal = await startPortal({ sandbox });
  });
});
