import { contractClusters, useContract } from './contractClusters';
import { CNPG, configMap, databaseCluster, deployment } from './objects';

describe.each(contractClusters)('patch on $name', ({ start }) => {
  const on = useContract(start);

  async function made(path: string, object: object) {
    const answer = await on.admin.post(path, object);
    expect(answer).toMatchObject({ status: 201 });
    return answer.json;
  }

  it('merges', async () => {
    await made(
      on.core('configmaps'),
      configMap('merged', { keep: '1', drop: '1', change: '1' }),
    );
    const answer = await on.admin.patch(on.core('configmaps', 'merged'), {
      data: { drop: null, change: '2', add: '3', absent: null },
    });
    expect(answer.status).toBe(200);
    expect(answer.json.data).toEqual({ keep: '1', change: '2', add: '3' });
  });

  it('takes a resourceVersion as a precondition', async () => {
    const created = await made(on.core('configmaps'), configMap('guarded'));
    const path = on.core('configmaps', 'guarded');
    const patch = {
      metadata: { resourceVersion: created.metadata.resourceVersion },
      data: { a: '2' },
    };
    expect((await on.admin.patch(path, patch)).status).toBe(200);
    const again = await on.admin.patch(path, {
      ...patch,
      data: { a: '3' },
    });
    expect(again.status).toBe(409);
    expect(again.json.reason).toBe('Conflict');
  });

  it('changes nothing, and no revision, when there is nothing to change', async () => {
    const created = await made(on.core('configmaps'), configMap('same'));
    const answer = await on.admin.patch(on.core('configmaps', 'same'), {
      data: { a: '1' },
    });
    expect(answer.json.metadata.resourceVersion).toBe(
      created.metadata.resourceVersion,
    );
  });

  it('runs JSON patches, all of one or nothing', async () => {
    await made(on.core('configmaps'), configMap('json', { a: '1', b: '2' }));
    const path = on.core('configmaps', 'json');
    const good = await on.admin.patch(
      path,
      [
        { op: 'test', path: '/data/a', value: '1' },
        { op: 'replace', path: '/data/a', value: '9' },
        { op: 'remove', path: '/data/b' },
        { op: 'add', path: '/metadata/labels', value: { x: 'y' } },
      ],
      'json',
    );
    expect(good.status).toBe(200);
    expect(good.json.data).toEqual({ a: '9' });
    const bad = await on.admin.patch(
      path,
      [
        { op: 'replace', path: '/data/a', value: '0' },
        { op: 'test', path: '/data/a', value: '9' },
      ],
      'json',
    );
    expect(bad.status).toBe(422);
    expect(bad.json).toMatchObject({
      reason: 'Invalid',
      message: 'the server rejected our request due to an error in our request',
    });
    expect((await on.admin.get(path)).json.data).toEqual({ a: '9' });
  });

  it('merges lists of built-in kinds by their keys', async () => {
    await made(on.group('apps/v1', 'deployments'), deployment('strategic'));
    const path = on.group('apps/v1', 'deployments', 'strategic');
    const added = await on.admin.patch(
      path,
      {
        spec: {
          template: {
            spec: { containers: [{ name: 'side', image: 'side:1' }] },
          },
        },
      },
      'strategic-merge',
    );
    expect(added.status).toBe(200);
    const images = (answer: any) =>
      answer.json.spec.template.spec.containers
        .map((container: any) => `${container.name}=${container.image}`)
        .sort();
    expect(images(added)).toEqual(['main=nginx:1', 'side=side:1']);
    const removed = await on.admin.patch(
      path,
      {
        spec: {
          template: {
            spec: {
              containers: [
                { name: 'side', $patch: 'delete' },
                { name: 'main', image: 'nginx:2' },
              ],
            },
          },
        },
      },
      'strategic-merge',
    );
    expect(images(removed)).toEqual(['main=nginx:2']);
  });

  it('knows no strategic patches of custom kinds', async () => {
    await made(on.group(CNPG, 'clusters'), databaseCluster('strategic'));
    const answer = await on.admin.patch(
      on.group(CNPG, 'clusters', 'strategic'),
      { spec: { instances: 2 } },
      'strategic-merge',
    );
    expect(answer.status).toBe(415);
    expect(answer.json).toMatchObject({
      reason: 'UnsupportedMediaType',
      message:
        'the body of the request was in an unknown format - accepted media types include: application/json-patch+json, application/merge-patch+json, application/apply-patch+yaml',
    });
  });

  it('needs to be told which patch it is', async () => {
    await made(on.core('configmaps'), configMap('typeless'));
    const answer = await on.admin.send(
      'PATCH',
      on.core('configmaps', 'typeless'),
      { body: { data: { a: '2' } } },
    );
    expect(answer.status).toBe(415);
  });

  it('stores nothing in a dry run', async () => {
    const created = await made(on.core('configmaps'), configMap('dry-patch'));
    const path = on.core('configmaps', 'dry-patch');
    const answer = await on.admin.patch(path, { data: { a: '2' } }, 'merge', {
      dryRun: 'All',
    });
    expect(answer.json.data).toEqual({ a: '2' });
    expect((await on.admin.get(path)).json).toEqual(created);
  });

  it('needs the object', async () => {
    const answer = await on.admin.patch(on.core('configmaps', 'none'), {});
    expect(answer.status).toBe(404);
    expect(answer.json).toMatchObject({
      message: 'configmaps "none" not found',
      details: { name: 'none', kind: 'configmaps' },
    });
  });
});
