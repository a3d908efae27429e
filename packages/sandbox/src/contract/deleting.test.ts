import { contractClusters, eventually, useContract } from './contractClusters';
import { configMap } from './objects';

describe.each(contractClusters)('deletes on $name', ({ start }) => {
  const on = useContract(start);

  async function made(name: string, metadata: object = {}) {
    const answer = await on.admin.post(
      on.core('configmaps'),
      configMap(name, { a: '1' }, metadata),
    );
    expect(answer.status).toBe(201);
    return answer.json;
  }
  const path = (name: string) => on.core('configmaps', name);

  it('says what is gone', async () => {
    const created = await made('gone');
    const answer = await on.admin.delete(path('gone'), {
      propagationPolicy: 'Background',
    });
    expect(answer.status).toBe(200);
    expect(answer.json).toEqual({
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Success',
      details: {
        name: 'gone',
        kind: 'configmaps',
        uid: created.metadata.uid,
      },
    });
    const again = await on.admin.delete(path('gone'));
    expect(again.status).toBe(404);
  });

  it('deletes only the very object that was meant', async () => {
    const created = await made('meant');
    const other = await on.admin.delete(path('meant'), {
      preconditions: { uid: 'another' },
    });
    expect(other.status).toBe(409);
    expect(other.json).toMatchObject({
      reason: 'Conflict',
      message: `Operation cannot be fulfilled on ConfigMap "meant": the UID in the precondition (another) does not match the UID in record (${created.metadata.uid}). The object might have been deleted and then recreated`,
      details: { name: 'meant', kind: 'ConfigMap' },
    });
    const version = await on.admin.delete(path('meant'), {
      preconditions: { resourceVersion: '1' },
    });
    expect(version.status).toBe(409);
    const right = await on.admin.delete(path('meant'), {
      preconditions: { uid: created.metadata.uid },
    });
    expect(right.status).toBe(200);
  });

  it('waits for finalizers', async () => {
    const created = await made('held', { finalizers: ['kasm.io/hold'] });
    const watch = await on.admin.watch(on.core('configmaps'), {
      fieldSelector: 'metadata.name=held',
      resourceVersion: created.metadata.resourceVersion,
    });
    const dying = await on.admin.delete(path('held'));
    expect(dying.status).toBe(200);
    expect(dying.json.metadata).toMatchObject({
      deletionTimestamp: expect.any(String),
      deletionGracePeriodSeconds: 0,
    });
    const again = await on.admin.delete(path('held'));
    expect(again.json.metadata.resourceVersion).toBe(
      dying.json.metadata.resourceVersion,
    );
    const taken = await on.admin.post(on.core('configmaps'), configMap('held'));
    expect(taken.status).toBe(409);
    expect(taken.json.message).toBe(
      'object is being deleted: configmaps "held" already exists',
    );
    const more = await on.admin.patch(path('held'), {
      metadata: { finalizers: ['kasm.io/hold', 'kasm.io/more'] },
    });
    expect(more.status).toBe(422);
    expect(more.json.message).toContain(
      'no new finalizers can be added if the object is being deleted',
    );
    const last = await on.admin.patch(path('held'), {
      metadata: { finalizers: null },
    });
    expect(last.status).toBe(200);
    expect((await on.admin.get(path('held'))).status).toBe(404);
    expect(await watch.names(2)).toEqual(['MODIFIED held', 'DELETED held']);
  });

  it('deletes nothing in a dry run', async () => {
    await made('dry');
    const answer = await on.admin.delete(path('dry'), { dryRun: ['All'] });
    expect(answer.status).toBe(200);
    expect((await on.admin.get(path('dry'))).status).toBe(200);
  });

  it('refuses policies that do not exist', async () => {
    await made('policy');
    const answer = await on.admin.delete(path('policy'), {
      propagationPolicy: 'Sometimes',
    });
    expect(answer.status).toBe(422);
    expect(answer.json.details.kind).toBe('DeleteOptions');
  });

  it('deletes a selection', async () => {
    await made('many-1', { labels: { batch: 'many' } });
    await made('many-2', { labels: { batch: 'many' } });
    await made('many-3');
    const answer = await on.admin.send('DELETE', on.core('configmaps'), {
      query: { labelSelector: 'batch=many' },
    });
    expect(answer.status).toBe(200);
    expect((await on.admin.get(path('many-1'))).status).toBe(404);
    expect((await on.admin.get(path('many-2'))).status).toBe(404);
    expect((await on.admin.get(path('many-3'))).status).toBe(200);
  });

  const ownedBy = (owner: any, more: object = {}) => ({
    ownerReferences: [
      {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        name: owner.metadata.name,
        uid: owner.metadata.uid,
        ...more,
      },
    ],
  });

  it('collects what an owner leaves behind', async () => {
    const owner = await made('owner');
    await made('owned', ownedBy(owner));
    await on.admin.delete(path('owner'), { propagationPolicy: 'Background' });
    const owned = await eventually(
      () => on.admin.get(path('owned')),
      answer => answer.status === 404,
    );
    expect(owned.json.message).toBe('configmaps "owned" not found');
  });

  it('deletes dependants first when asked to', async () => {
    const owner = await made('first-owner');
    await made('first-owned', ownedBy(owner, { blockOwnerDeletion: true }));
    const answer = await on.admin.delete(path('first-owner'), {
      propagationPolicy: 'Foreground',
    });
    expect(answer.json.metadata.finalizers).toEqual(['foregroundDeletion']);
    await eventually(
      () => on.admin.get(path('first-owner')),
      found => found.status === 404,
    );
    expect((await on.admin.get(path('first-owned'))).status).toBe(404);
  }, 30_000);

  it('leaves orphans when asked to', async () => {
    const owner = await made('orphaning');
    await made('orphan', ownedBy(owner));
    await on.admin.delete(path('orphaning'), { propagationPolicy: 'Orphan' });
    await eventually(
      () => on.admin.get(path('orphaning')),
      found => found.status === 404,
    );
    const orphan = await on.admin.get(path('orphan'));
    expect(orphan.status).toBe(200);
    expect(orphan.json.metadata).not.toHaveProperty('ownerReferences');
  }, 30_000);

  it('refuses references that name no owner', async () => {
    const answer = await on.admin.post(
      on.core('configmaps'),
      configMap(
        'nameless',
        {},
        {
          ownerReferences: [
            { apiVersion: 'v1', kind: 'ConfigMap', name: 'x', uid: '' },
          ],
        },
      ),
    );
    expect(answer.status).toBe(422);
    expect(answer.json.details.causes[0]).toMatchObject({
      field: 'metadata.ownerReferences.uid',
      message: 'Invalid value: "": uid must not be empty',
    });
  });

  describe('namespaces', () => {
    it('takes all that is in it, and nothing new', async () => {
      const name = `${on.namespace}-dying`;
      const namespace = `/api/v1/namespaces/${name}`;
      await on.admin.post('/api/v1/namespaces', {
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: { name },
      });
      const maps = `${namespace}/configmaps`;
      await on.admin.post(maps, configMap('plain'));
      await on.admin.post(
        maps,
        configMap('held', {}, { finalizers: ['kasm.io/hold'] }),
      );
      const dying = await on.admin.delete(namespace);
      expect(dying.status).toBe(200);
      expect(dying.json).toMatchObject({
        kind: 'Namespace',
        status: { phase: 'Terminating' },
        metadata: { deletionTimestamp: expect.any(String) },
      });
      const late = await on.admin.post(maps, configMap('late'));
      expect(late.status).toBe(403);
      expect(late.json).toMatchObject({
        reason: 'Forbidden',
        message: `configmaps "late" is forbidden: unable to create new content in namespace ${name} because it is being terminated`,
        details: {
          name: 'late',
          kind: 'configmaps',
          causes: [
            {
              reason: 'NamespaceTerminating',
              message: `namespace ${name} is being terminated`,
              field: 'metadata.namespace',
            },
          ],
        },
      });
      await eventually(
        () => on.admin.get(`${maps}/plain`),
        answer => answer.status === 404,
      );
      const told = await eventually(
        () => on.admin.get(namespace),
        answer => answer.json.status?.conditions !== undefined,
      );
      expect(told.json.status.conditions).toContainEqual(
        expect.objectContaining({
          type: 'NamespaceFinalizersRemaining',
          status: 'True',
          reason: 'SomeFinalizersRemain',
          message:
            'Some content in the namespace has finalizers remaining: kasm.io/hold in 1 resource instances',
        }),
      );
      await on.admin.patch(`${maps}/held`, { metadata: { finalizers: null } });
      await eventually(
        () => on.admin.get(namespace),
        answer => answer.status === 404,
      );
    }, 60_000);

    it('keeps those of the system', async () => {
      const answer = await on.admin.delete('/api/v1/namespaces/default');
      expect(answer.status).toBe(403);
      expect(answer.json.message).toBe(
        'namespaces "default" is forbidden: this namespace may not be deleted',
      );
    });
  });
});
