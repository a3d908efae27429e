import { contractClusters, useContract } from './contractClusters';
import { CNPG, configMap, databaseCluster } from './objects';

describe.each(contractClusters)('watches on $name', ({ start }) => {
  const on = useContract(start);

  async function made(name: string, labels: Record<string, string> = {}) {
    const answer = await on.admin.post(
      on.core('configmaps'),
      configMap(name, { a: '1' }, { labels: { test: name, ...labels } }),
    );
    expect(answer.status).toBe(201);
    return answer.json;
  }

  it('begins with what is there and goes on with what happens', async () => {
    await made('initial');
    const watch = await on.admin.watch(on.core('configmaps'), {
      fieldSelector: 'metadata.name=initial',
    });
    expect(watch.status).toBe(200);
    expect(await watch.next()).toMatchObject({
      type: 'ADDED',
      object: {
        kind: 'ConfigMap',
        apiVersion: 'v1',
        metadata: { name: 'initial' },
        data: { a: '1' },
      },
    });
    await on.admin.patch(on.core('configmaps', 'initial'), {
      data: { a: '2' },
    });
    await on.admin.delete(on.core('configmaps', 'initial'));
    expect(await watch.names(2)).toEqual([
      'MODIFIED initial',
      'DELETED initial',
    ]);
  });

  it('answers its head before the first event', async () => {
    const { json } = await on.admin.get(on.core('configmaps'));
    const watch = await on.admin.watch(on.core('configmaps'), {
      resourceVersion: json.metadata.resourceVersion,
      labelSelector: 'nothing=here',
    });
    expect(watch.status).toBe(200);
  });

  it('resumes after a resourceVersion, missing nothing and repeating nothing', async () => {
    const { json: list } = await on.admin.get(on.core('configmaps'));
    const first = await made('resumed');
    const { json: second } = await on.admin.patch(
      on.core('configmaps', 'resumed'),
      { data: { a: '2' } },
    );
    const query = { labelSelector: 'test=resumed' };
    const fromList = await on.admin.watch(on.core('configmaps'), {
      ...query,
      resourceVersion: list.metadata.resourceVersion,
    });
    expect(await fromList.names(2)).toEqual([
      'ADDED resumed',
      'MODIFIED resumed',
    ]);
    const fromFirst = await on.admin.watch(on.core('configmaps'), {
      ...query,
      resourceVersion: first.metadata.resourceVersion,
    });
    expect(await fromFirst.next()).toMatchObject({
      type: 'MODIFIED',
      object: {
        metadata: { resourceVersion: second.metadata.resourceVersion },
      },
    });
  });

  it('shows a deleted object as it last was, with the revision of the deletion', async () => {
    const created = await made('last-state');
    const watch = await on.admin.watch(on.core('configmaps'), {
      fieldSelector: 'metadata.name=last-state',
      resourceVersion: created.metadata.resourceVersion,
    });
    await on.admin.delete(on.core('configmaps', 'last-state'));
    const event = await watch.next();
    expect(event).toMatchObject({
      type: 'DELETED',
      object: { data: { a: '1' } },
    });
    expect(Number(event?.object.metadata.resourceVersion)).toBeGreaterThan(
      Number(created.metadata.resourceVersion),
    );
  });

  it('turns a changed selection into ADDED and DELETED', async () => {
    const created = await made('moving', { side: 'left' });
    const watch = await on.admin.watch(on.core('configmaps'), {
      labelSelector: 'side=right',
      resourceVersion: created.metadata.resourceVersion,
    });
    const side = (value: string) =>
      on.admin.patch(on.core('configmaps', 'moving'), {
        metadata: { labels: { side: value } },
      });
    await side('right');
    const { json: left } = await side('left');
    expect(await watch.next()).toMatchObject({ type: 'ADDED' });
    expect(await watch.next()).toMatchObject({
      type: 'DELETED',
      object: {
        metadata: {
          labels: { side: 'right' },
          resourceVersion: left.metadata.resourceVersion,
        },
      },
    });
  });

  it('tells of nothing when nothing changed', async () => {
    const created = await made('unchanged');
    const watch = await on.admin.watch(on.core('configmaps'), {
      labelSelector: 'test=unchanged',
      resourceVersion: created.metadata.resourceVersion,
    });
    await on.admin.patch(on.core('configmaps', 'unchanged'), {
      data: { a: '1' },
    });
    await on.admin.delete(on.core('configmaps', 'unchanged'));
    expect(await watch.names(1)).toEqual(['DELETED unchanged']);
  });

  it('ends after timeoutSeconds without a word', async () => {
    const watch = await on.admin.watch(on.core('configmaps'), {
      labelSelector: 'nothing=here',
      timeoutSeconds: '1',
    });
    expect(await watch.next()).toBe(undefined);
  });

  it('says by bookmark how far it is, when asked', async () => {
    const { json } = await on.admin.get(on.core('configmaps'));
    const watch = await on.admin.watch(on.core('configmaps'), {
      labelSelector: 'nothing=here',
      allowWatchBookmarks: 'true',
      timeoutSeconds: '6',
      resourceVersion: json.metadata.resourceVersion,
    });
    await made('for-the-bookmark');
    const event = await watch.next();
    expect(event).toMatchObject({
      type: 'BOOKMARK',
      object: {
        kind: 'ConfigMap',
        apiVersion: 'v1',
        metadata: { resourceVersion: expect.stringMatching(/^\d+$/) },
      },
    });
    expect(Number(event?.object.metadata.resourceVersion)).toBeGreaterThan(
      Number(json.metadata.resourceVersion),
    );
  });

  it('says 410 in an event when the revision is too old', async () => {
    await on.admin.post(on.group(CNPG, 'clusters'), databaseCluster('old'));
    const watch = await on.admin.watch(on.group(CNPG, 'clusters'), {
      resourceVersion: '1',
    });
    expect(watch.status).toBe(200);
    expect(await watch.next()).toMatchObject({
      type: 'ERROR',
      object: {
        kind: 'Status',
        apiVersion: 'v1',
        status: 'Failure',
        reason: 'Expired',
        code: 410,
        message: expect.stringMatching(/^too old resource version: 1 \(\d+\)$/),
      },
    });
    expect(await watch.next()).toBe(undefined);
  });

  it('refuses a revision that is none', async () => {
    const answer = await on.admin.get(on.core('configmaps'), {
      watch: 'true',
      resourceVersion: 'abc',
    });
    expect(answer.status).toBe(500);
    expect(answer.json.message).toContain('Invalid value: "abc"');
  });

  it('refuses options that are none', async () => {
    const path = on.core('configmaps');
    const query = { watch: 'true', timeoutSeconds: 'abc' };
    expect((await on.admin.get(path, query)).status).toBe(400);
    const matched = await on.admin.get(path, {
      watch: 'true',
      resourceVersion: '5',
      resourceVersionMatch: 'Exact',
    });
    expect(matched.status).toBe(422);
    expect(matched.json.message).toContain(
      'resourceVersionMatch: Forbidden: resourceVersionMatch is forbidden for watch',
    );
  });

  it('answers one object for a name, whatever is asked about watching', async () => {
    await made('single');
    const answer = await on.admin.get(on.core('configmaps', 'single'), {
      watch: 'true',
    });
    expect(answer.json.kind).toBe('ConfigMap');
  });

  it('sees nothing of other namespaces', async () => {
    const { json } = await on.admin.get('/api/v1/configmaps');
    const watch = await on.admin.watch(on.core('configmaps'), {
      resourceVersion: json.metadata.resourceVersion,
      labelSelector: 'test=placed',
    });
    await on.admin.post(
      '/api/v1/namespaces/default/configmaps',
      configMap(`placed-${on.namespace}`, {}, { labels: { test: 'placed' } }),
    );
    await made('placed');
    expect(await watch.names(1)).toEqual(['ADDED placed']);
    await on.admin.delete(
      `/api/v1/namespaces/default/configmaps/placed-${on.namespace}`,
    );
  });
});
