import { applyMap, dataMap } from './applyMap';
import { contractClusters, useContract } from './contractClusters';
import { configMap } from './objects';

describe.each(contractClusters)('server-side apply on $name', ({ start }) => {
  const on = useContract(start);

  it('makes what is missing, and owns what it says', async () => {
    const answer = await applyMap(on, 'made', 'one', { a: '1', b: '2' });
    expect(answer.status).toBe(201);
    expect(answer.json.data).toEqual({ a: '1', b: '2' });
    expect(answer.json.metadata.managedFields).toEqual([
      {
        manager: 'one',
        operation: 'Apply',
        apiVersion: 'v1',
        time: expect.any(String),
        fieldsType: 'FieldsV1',
        fieldsV1: { 'f:data': { 'f:a': {}, 'f:b': {} } },
      },
    ]);
  });

  it('changes nothing when it is said again', async () => {
    const first = await applyMap(on, 'again', 'one', { a: '1' });
    const second = await applyMap(on, 'again', 'one', { a: '1' });
    expect(second.status).toBe(200);
    expect(second.json.metadata.resourceVersion).toBe(
      first.json.metadata.resourceVersion,
    );
  });

  it('conflicts over a field of somebody else', async () => {
    await applyMap(on, 'conflict', 'm1', { a: '1' });
    const answer = await applyMap(on, 'conflict', 'm2', { a: '2' });
    expect(answer.status).toBe(409);
    expect(answer.json).toEqual({
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Failure',
      message: 'Apply failed with 1 conflict: conflict with "m1": .data.a',
      reason: 'Conflict',
      details: {
        causes: [
          {
            reason: 'FieldManagerConflict',
            message: 'conflict with "m1"',
            field: '.data.a',
          },
        ],
      },
      code: 409,
    });
  });

  it('lists every conflict', async () => {
    const path = on.core('configmaps', 'conflicts');
    const intent = (value: string) =>
      dataMap('conflicts', { a: value }, { labels: { l: value } });
    await on.admin.apply(path, 'm1', intent('1'));
    const answer = await on.admin.apply(path, 'm2', intent('2'));
    expect(answer.json.message).toBe(
      'Apply failed with 2 conflicts: conflicts with "m1":\n- .data.a\n- .metadata.labels.l',
    );
    expect(answer.json.details.causes).toHaveLength(2);
  });

  it('conflicts with those who wrote without applying, the own name too', async () => {
    await on.admin.post(on.core('configmaps'), configMap('updated'), {
      fieldManager: 'writer',
    });
    const answer = await applyMap(on, 'updated', 'writer', { a: '2' });
    expect(answer.status).toBe(409);
    expect(answer.json.message).toBe(
      'Apply failed with 1 conflict: conflict with "writer" using v1: .data.a',
    );
  });

  it('takes fields by force', async () => {
    await applyMap(on, 'forced', 'm1', { a: '1', b: '1' });
    const answer = await applyMap(
      on,
      'forced',
      'm2',
      { a: '2' },
      { force: 'true' },
    );
    expect(answer.status).toBe(200);
    expect(answer.json.data).toEqual({ a: '2', b: '1' });
    const fields = Object.fromEntries(
      answer.json.metadata.managedFields.map((entry: any) => [
        entry.manager,
        entry.fieldsV1,
      ]),
    );
    expect(fields).toEqual({
      m1: { 'f:data': { 'f:b': {} } },
      m2: { 'f:data': { 'f:a': {} } },
    });
  });

  it('shares a field of the same value', async () => {
    await applyMap(on, 'shared', 'm1', { a: '1' });
    expect((await applyMap(on, 'shared', 'm2', { a: '1' })).status).toBe(200);
    const answer = await applyMap(on, 'shared', 'm1', { a: '2' });
    expect(answer.status).toBe(409);
    expect(answer.json.message).toContain('conflict with "m2": .data.a');
  });

  it('removes what it no longer says, unless somebody else says it', async () => {
    await applyMap(on, 'dropped', 'm1', { own: '1', common: '1' });
    await applyMap(on, 'dropped', 'm2', { common: '1' });
    const answer = await applyMap(on, 'dropped', 'm1', { other: '1' });
    expect(answer.json.data).toEqual({ common: '1', other: '1' });
  });

  it('applies over objects that have no managers', async () => {
    await on.admin.post(on.core('configmaps'), configMap('unmanaged'));
    const path = on.core('configmaps', 'unmanaged');
    const cleared = await on.admin.patch(path, {
      metadata: { managedFields: [{}] },
    });
    expect(cleared.json.metadata).not.toHaveProperty('managedFields');
    const answer = await applyMap(on, 'unmanaged', 'm1', { a: '2' });
    expect(answer.status).toBe(409);
    expect(answer.json.message).toContain(
      'conflict with "before-first-apply" using v1: .data.a',
    );
  });
});
