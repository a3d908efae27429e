import type { Credential } from '../credentials/Credential';
import { listOf, pod, statusOf } from '../scriptedServer/answers';
import { eventually } from '../scriptedServer/eventually';
import { ScriptedServer, type Script } from '../scriptedServer/ScriptedServer';
import { createKubeClient } from './createKubeClient';
import type { KubeClient } from './KubeClient';
import { KubeError } from './KubeError';
import { resources } from './resources';

const SECRET = 'very-secret-token';
const { pods, secrets, databaseClusters } = resources;

describe('createKubeClient', () => {
  let server: ScriptedServer;
  let client: KubeClient;
  let token: string;
  let loads: number;

  async function begin(script: Script) {
    token = SECRET;
    loads = 0;
    server = await ScriptedServer.start(script);
    client = createKubeClient({
      cluster: 'rke2',
      loadCredential: async (): Promise<Credential> => {
        loads += 1;
        return {
          server: server.url,
          tls: {},
          headers: { authorization: `Bearer ${token}` },
        };
      },
    });
  }

  afterEach(async () => {
    await client.close();
    await server.abandoned();
    await server.stop();
  });

  async function failing(call: Promise<unknown>): Promise<KubeError> {
    const error = await call.then(
      () => undefined,
      thrown => thrown,
    );
    expect(error).toBeInstanceOf(KubeError);
    expect(error.message).not.toContain(SECRET);
    expect(error.message).not.toContain('127.0.0.1');
    return error;
  }

  it('gets one object and sends the token', async () => {
    await begin((_, reply) => reply.json(200, pod('api', 5)));
    const found = await client.get(pods, 'api', { namespace: 'kasm' });
    expect(found.metadata.name).toBe('api');
    expect(server.requests[0]).toMatchObject({
      method: 'GET',
      path: '/api/v1/namespaces/kasm/pods/api',
      headers: { authorization: `Bearer ${SECRET}` },
    });
  });

  it('asks for the metadata alone, and for nothing instead', async () => {
    await begin((_, reply) => reply.json(200, pod('api', 5)));
    await client.get(secrets, 'api', { namespace: 'kasm', metadataOnly: true });
    expect(server.requests[0].headers.accept).toBe(
      'application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1',
    );
  });

  it('uses few connections for many requests', async () => {
    await begin((_, reply) => reply.json(200, pod('api', 5)));
    for (let i = 0; i < 10; i++) {
      await client.get(pods, 'api', { namespace: 'kasm' });
    }
    expect(server.connections).toBeLessThanOrEqual(2);
    expect(loads).toBe(1);
  });

  it('lists with selectors and pages, and completes the items', async () => {
    await begin((_, reply) => {
      const { apiVersion, kind, ...bare } = pod('api', 5);
      reply.json(200, listOf([bare as never], 9, 'more'));
    });
    const list = await client.list(databaseClusters, {
      namespace: 'database',
      labelSelector: 'a=b',
      limit: 500,
      continue: 'before',
    });
    expect(server.requests[0]).toMatchObject({
      path: '/apis/postgresql.cnpg.io/v1/namespaces/database/clusters',
      query: { labelSelector: 'a=b', limit: '500', continue: 'before' },
    });
    expect(list).toMatchObject({
      resourceVersion: '9',
      continue: 'more',
      items: [{ apiVersion: 'postgresql.cnpg.io/v1', kind: 'Cluster' }],
    });
  });

  it('names cluster, verb, resource and namespace when it is refused', async () => {
    const message =
      'pods is forbidden: User "reader" cannot list resource "pods"';
    await begin((_, reply) =>
      reply.json(403, statusOf(403, 'Forbidden', message)),
    );
    const error = await failing(client.list(pods, { namespace: 'kasm' }));
    expect(error.kind).toBe('forbidden');
    expect(error.message).toBe(
      `rke2: list pods in namespace kasm was refused (403): ${message}`,
    );
  });

  it('loads the credential again after a 401 and goes on', async () => {
    await begin((request, reply) => {
      if (request.headers.authorization === 'Bearer renewed') {
        reply.json(200, pod('api', 5));
      } else {
        token = 'renewed';
        reply.json(401, statusOf(401, 'Unauthorized', 'Unauthorized'));
      }
    });
    const found = await client.get(pods, 'api', { namespace: 'kasm' });
    expect(found.metadata.name).toBe('api');
    expect(loads).toBe(2);
  });

  it('gives up after the second 401', async () => {
    await begin((_, reply) =>
      reply.json(401, statusOf(401, 'Unauthorized', 'Unauthorized')),
    );
    const error = await failing(client.version());
    expect(error.kind).toBe('unauthenticated');
    expect(server.requests).toHaveLength(2);
  });

  it('does not load a refused credential anew with every call', async () => {
    await begin((_, reply) => reply.json(401, {}));
    for (let call = 0; call < 5; call++) {
      const error = await failing(client.version());
      expect(error.kind).toBe('unauthenticated');
    }
    expect(loads).toBe(2);
  });

  it('moves to another server when the credential names one, and hangs up everywhere at the end', async () => {
    const other = await ScriptedServer.start((_, reply) =>
      reply.json(200, { gitVersion: 'v1.34.0' }),
    );
    await begin((request, reply) =>
      request.watch ? reply.stream() : reply.json(401, {}),
    );
    await client.close();
    let loaded = 0;
    client = createKubeClient({
      cluster: 'rke2',
      loadCredential: async () => {
        loaded += 1;
        const { url } = loaded === 1 ? server : other;
        return { server: url, tls: {}, headers: { authorization: 'Bearer x' } };
      },
    });
    const stop = new AbortController();
    const watch = client.watch(pods, {
      resourceVersion: '1',
      signal: stop.signal,
    });
    const next = watch[Symbol.asyncIterator]().next();
    const ended = failing(next);
    await eventually(() => expect(server.openAnswers).toBe(1));
    expect(await client.version()).toBe('v1.34.0');
    expect(server.openAnswers).toBe(1);
    await client.close();
    expect((await ended).kind).toBe('aborted');
    await server.abandoned();
    await other.abandoned();
    await other.stop();
  });

  it('says so when the credential cannot be loaded', async () => {
    await begin(() => {});
    await client.close();
    client = createKubeClient({
      cluster: 'rke2',
      loadCredential: async () => {
        throw new Error('The token file of the reader does not exist');
      },
    });
    const error = await failing(client.version());
    expect(error.kind).toBe('unauthenticated');
    expect(error.message).toContain('does not exist');
  });

  it('hands on Retry-After of a busy server', async () => {
    await begin((_, reply) =>
      reply.json(429, statusOf(429, 'TooManyRequests', 'busy'), {
        'retry-after': '7',
      }),
    );
    const error = await failing(client.list(pods));
    expect(error.kind).toBe('throttled');
    expect(error.details.retryAfter).toBe(7000);
  });

  it.each([
    [404, 'NotFound', 'notFound'],
    [409, 'AlreadyExists', 'alreadyExists'],
    [409, 'Conflict', 'conflict'],
    [410, 'Expired', 'gone'],
    [422, 'Invalid', 'invalid'],
    [500, 'InternalError', 'server'],
    [503, 'ServiceUnavailable', 'server'],
  ])('calls %i %s %s', async (code, reason, kind) => {
    await begin((_, reply) => reply.json(code, statusOf(code, reason, 'no')));
    const error = await failing(client.get(pods, 'api', { namespace: 'kasm' }));
    expect(error.kind).toBe(kind);
    expect(error.details.status).toBe(code);
  });

  it('gives up on a server that hangs', async () => {
    await begin(() => {});
    const error = await failing(client.version({ deadline: 50 }));
    expect(error.kind).toBe('timeout');
    await eventually(() => expect(server.openAnswers).toBe(0));
  });

  it('gives up on a body that never ends', async () => {
    await begin((_, reply) => reply.stream().bytes('{"gitVersion":'));
    const error = await failing(client.version({ deadline: 50 }));
    expect(error.kind).toBe('timeout');
  });

  it('can be called off', async () => {
    await begin(() => {});
    const abort = new AbortController();
    const call = client.version({ signal: abort.signal });
    await eventually(() => expect(server.requests).toHaveLength(1));
    abort.abort();
    expect((await failing(call)).kind).toBe('aborted');
  });

  it('shows a server that is not there as unreachable', async () => {
    await begin(() => {});
    await server.stop();
    const error = await failing(client.version());
    expect(error.kind).toBe('unreachable');
    expect(error.message).toContain('ECONNREFUSED');
  });

  it('refuses answers that are broken off or are not JSON', async () => {
    await begin((_, reply) => reply.text(200, '<html>Sign in</html>'));
    expect((await failing(client.version())).kind).toBe('server');
    server.script = (_, reply) => {
      const stream = reply.stream();
      stream.bytes('{"gitVer');
      setTimeout(() => stream.drop(), 5);
    };
    expect((await failing(client.version())).kind).toBe('unreachable');
  });

  it('applies as kasm-portal without force and names the owner in a conflict', async () => {
    await begin((_, reply) =>
      reply.json(
        409,
        statusOf(409, 'Conflict', 'Apply failed with 1 conflict', {
          causes: [
            {
              reason: 'FieldManagerConflict',
              message: 'conflict with "kubectl-edit" using v1',
              field: '.spec.nodeName',
            },
          ],
        }),
      ),
    );
    const error = await failing(client.apply(pods, pod('api', 5)));
    expect(error.kind).toBe('conflict');
    expect(error.details.causes).toEqual([
      expect.objectContaining({
        manager: 'kubectl-edit',
        field: '.spec.nodeName',
      }),
    ]);
    expect(error.message).toContain('kubectl-edit owns .spec.nodeName');
    const [request] = server.requests;
    expect(request.method).toBe('PATCH');
    expect(request.headers['content-type']).toBe(
      'application/apply-patch+yaml',
    );
    expect(request.query.fieldManager).toBe('kasm-portal');
    expect(request.query.force).toBeUndefined();
    expect(request.query.dryRun).toBeUndefined();
  });

  it('asks for a dry run', async () => {
    await begin((_, reply) => reply.json(200, pod('api', 5)));
    await client.apply(pods, pod('api', 5), { dryRun: true });
    await client.create(pods, pod('api', 5), { dryRun: true });
    expect(server.requests.map(({ query }) => query.dryRun)).toEqual([
      'All',
      'All',
    ]);
  });

  it('keeps quiet about what a server says of a Secret that it rejects', async () => {
    await begin((_, reply) =>
      reply.json(
        422,
        statusOf(422, 'Invalid', 'invalid value "hunter2"', {
          causes: [{ message: 'hunter2 is too short', field: 'data' }],
        }),
      ),
    );
    const secret = { ...pod('s', 1), kind: 'Secret' };
    const error = await failing(client.create(secrets, secret));
    expect(JSON.stringify([error.message, error.details])).not.toContain(
      'hunter2',
    );
  });

  it('hides addresses and tokens in what a server says', async () => {
    await begin((_, reply) =>
      reply.json(
        500,
        statusOf(
          500,
          'InternalError',
          'failed calling webhook: Post "https://10.43.0.5:443/x": Bearer abc.def',
        ),
      ),
    );
    const error = await failing(client.list(pods));
    expect(error.message).toContain('failed calling webhook');
    expect(error.message).not.toMatch(/10\.43|abc\.def/);
  });

  it('deletes one very object, and does not mind when it is gone', async () => {
    await begin((_, reply) => reply.json(404, statusOf(404, 'NotFound', 'no')));
    await client.delete(pods, 'api', {
      namespace: 'kasm',
      uid: 'u-1',
      propagation: 'Foreground',
    });
    expect(JSON.parse(server.requests[0].body)).toEqual({
      apiVersion: 'v1',
      kind: 'DeleteOptions',
      preconditions: { uid: 'u-1' },
      propagationPolicy: 'Foreground',
    });
  });

  it('patches a subresource', async () => {
    await begin((_, reply) => reply.json(200, pod('api', 5)));
    await client.mergePatch(
      databaseClusters,
      'pg',
      { status: { phase: 'x' } },
      { namespace: 'database', subresource: 'status' },
    );
    expect(server.requests[0]).toMatchObject({
      method: 'PATCH',
      path: '/apis/postgresql.cnpg.io/v1/namespaces/database/clusters/pg/status',
    });
  });

  it('reads the end of a log as text', async () => {
    await begin((_, reply) => reply.text(200, 'first\nsecond\n'));
    const log = await client.podLog('api', {
      namespace: 'kasm',
      container: 'main',
      tailLines: 2,
      previous: true,
    });
    expect(log).toBe('first\nsecond\n');
    expect(server.requests[0]).toMatchObject({
      path: '/api/v1/namespaces/kasm/pods/api/log',
      query: { container: 'main', tailLines: '2', previous: 'true' },
    });
  });

  it('asks what it may do', async () => {
    await begin((request, reply) =>
      reply.json(201, {
        status: {
          allowed:
            JSON.parse(request.body).spec.resourceAttributes.verb === 'get',
        },
      }),
    );
    const what = { group: '', resource: 'pods', namespace: 'kasm' };
    expect(await client.canI({ verb: 'get', ...what })).toBe(true);
    expect(await client.canI({ verb: 'delete', ...what })).toBe(false);
  });

  it('tells what is served and what is not installed', async () => {
    await begin((request, reply) =>
      request.path === '/apis/apps/v1'
        ? reply.json(200, {
            resources: [{ name: 'deployments' }, { name: 'deployments/scale' }],
          })
        : reply.text(404, '404 page not found'),
    );
    expect(await client.discover('apps/v1')).toEqual(['deployments']);
    expect(await client.discover('kubevirt.io/v1')).toBeUndefined();
  });
});
