import { contractClusters, useContract } from './contractClusters';
import { CNPG, configMap } from './objects';

describe.each(contractClusters)('paths on $name', ({ start }) => {
  const on = useContract(start);
  const text = async (path: string) => {
    const answer = await on.admin.get(path);
    return { status: answer.status, text: answer.text };
  };
  const notFound = {
    kind: 'Status',
    message: 'the server could not find the requested resource',
    reason: 'NotFound',
    details: {},
    code: 404,
  };

  it('tell how the server is', async () => {
    for (const path of ['/healthz', '/livez', '/readyz', '/livez/ping']) {
      expect(await text(path)).toEqual({ status: 200, text: 'ok' });
    }
    const { text: verbose } = await text('/readyz?verbose');
    expect(verbose.split('\n')).toEqual(
      expect.arrayContaining([
        '[+]ping ok',
        '[+]etcd ok',
        '[+]poststarthook/rbac/bootstrap-roles ok',
        'readyz check passed',
      ]),
    );
    expect((await on.admin.post('/healthz', {})).status).toBe(200);
    expect((await on.admin.post('/version', {})).status).toBe(405);
  });

  it('are listed, also to those who ask for one that is not there', async () => {
    const known = ['/api', '/apis/apps/v1', '/livez/ping', '/version'];
    const root = await on.admin.get('/');
    expect(root.json.paths).toEqual(expect.arrayContaining(known));
    const none = await on.admin.get('/no-such-path');
    expect(none.status).toBe(404);
    expect(none.json.paths).toContain('/version');
    expect((await on.admin.get('/livez/none')).status).toBe(404);
  });

  it('tell unknown groups from unknown versions', async () => {
    for (const path of [
      '/apis/none.example',
      '/apis/none.example/v1',
      '/apis/postgresql.cnpg.io/v9/clusters',
      '/apis/postgresql.cnpg.io/v1/gadgets',
    ]) {
      expect(await text(path)).toEqual({
        status: 404,
        text: '404 page not found\n',
      });
    }
    for (const path of [
      '/apis/apps/v9',
      '/apis/apps/v9/deployments',
      '/apis/apps/v1/gadgets',
      '/api/v2',
      '/api/v1/gadgets',
    ]) {
      expect((await on.admin.get(path)).json).toMatchObject(notFound);
    }
  });

  it('discover one group, slash or not', async () => {
    const group = await on.admin.get('/apis/apps');
    expect(group.json).toMatchObject({
      kind: 'APIGroup',
      name: 'apps',
      preferredVersion: { groupVersion: 'apps/v1', version: 'v1' },
    });
    expect((await on.admin.get('/apis/apps/')).json).toEqual(group.json);
    const core = await on.admin.get('/api/v1');
    const names = core.json.resources.map((each: any) => each.name);
    expect(names).toEqual(
      expect.arrayContaining(['pods/eviction', 'serviceaccounts/token']),
    );
  });

  it('put the groups of operators behind those of the server', async () => {
    const { json } = await on.admin.get('/apis');
    const groups: string[] = json.groups.map((each: any) => each.name);
    const known = [
      'apps',
      'batch',
      'networking.k8s.io',
      'rbac.authorization.k8s.io',
      'apiextensions.k8s.io',
      'barmancloud.cnpg.io',
      'postgresql.cnpg.io',
      'traefik.io',
    ];
    const byPlace = (a: string, b: string) =>
      groups.indexOf(a) - groups.indexOf(b);
    expect(groups).toEqual(expect.arrayContaining(known));
    expect([...known].sort(byPlace)).toEqual(known);
  });

  it('watch the old way', async () => {
    await on.admin.post(on.core('configmaps'), configMap('old-way'));
    const root = `/api/v1/watch/namespaces/${on.namespace}/configmaps`;
    for (const path of [root, `${root}/old-way`]) {
      const watch = await on.admin.watch(
        path,
        { labelSelector: '' },
        'application/json',
      );
      let event = await watch.next();
      while (event?.object.metadata.name !== 'old-way') {
        event = await watch.next();
      }
      expect(event.type).toBe('ADDED');
      watch.close();
    }
    const custom = await on.admin.get(
      `/apis/${CNPG}/watch/namespaces/${on.namespace}/clusters`,
      { timeoutSeconds: '1' },
    );
    expect(custom.status).toBe(200);
  });

  it('take no other methods', async () => {
    for (const method of ['HEAD', 'OPTIONS']) {
      for (const path of [on.core('configmaps'), on.core('configmaps', 'x')]) {
        expect((await on.admin.send(method, path)).status).toBe(405);
        expect((await on.reader.send(method, path)).status).toBe(403);
      }
    }
  });

  it('evict pods from where they are', async () => {
    const pod = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'leaving' },
      spec: {
        nodeSelector: { nowhere: 'true' },
        containers: [{ name: 'main', image: 'x:1' }],
      },
    };
    await on.admin.post(on.core('pods'), pod);
    const eviction = `${on.core('pods', 'leaving')}/eviction`;
    const evict = (name: string) =>
      on.admin.post(eviction, { metadata: { name } });
    expect((await evict('other')).json).toMatchObject({
      code: 400,
      message: 'name in URL does not match name in Eviction object',
    });
    expect((await on.admin.get(eviction)).status).toBe(405);
    expect((await evict('leaving')).json).toMatchObject({
      kind: 'Status',
      status: 'Success',
      code: 201,
    });
    expect((await on.admin.get(on.core('pods', 'leaving'))).status).toBe(404);
    expect((await evict('leaving')).json.message).toBe(
      'pods "leaving" not found',
    );
  });

  it('lead into no pod that is nowhere', async () => {
    await on.admin.post(on.core('pods'), {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'nowhere' },
      spec: {
        nodeSelector: { nowhere: 'true' },
        containers: [{ name: 'main', image: 'x:1' }],
      },
    });
    for (const part of ['exec?command=ls', 'portforward']) {
      const answer = await on.admin.post(
        `${on.core('pods', 'nowhere')}/${part}`,
        undefined,
      );
      expect(answer.json).toMatchObject({
        code: 400,
        message: 'pod nowhere does not have a host assigned',
      });
    }
  });
});
