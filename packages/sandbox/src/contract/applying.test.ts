import { contractClusters, useContract } from './contractClusters';
import { CNPG, configMap, databaseCluster, deployment } from './objects';

describe.each(contractClusters)('server-side apply on $name', ({ start }) => {
  const on = useContract(start);

  const map = (
    name: string,
    data: Record<string, string> | undefined,
    metadata: object = {},
  ) => ({ ...configMap(name, data, metadata), data });
  const applyMap = (
    name: string,
    manager: string,
    data: Record<string, string> | undefined,
    query: Record<string, string> = {},
  ) =>
    on.admin.apply(
      on.core('configmaps', name),
      manager,
      map(name, data),
      query,
    );

  it('makes what is missing, and owns what it says', async () => {
    const answer = await applyMap('made', 'one', { a: '1', b: '2' });
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
    const first = await applyMap('again', 'one', { a: '1' });
    const second = await applyMap('again', 'one', { a: '1' });
    expect(second.status).toBe(200);
    expect(second.json.metadata.resourceVersion).toBe(
      first.json.metadata.resourceVersion,
    );
  });

  it('conflicts over a field of somebody else', async () => {
    await applyMap('conflict', 'm1', { a: '1' });
    const answer = await applyMap('conflict', 'm2', { a: '2' });
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
      map('conflicts', { a: value }, { labels: { l: value } });
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
    const answer = await applyMap('updated', 'writer', { a: '2' });
    expect(answer.status).toBe(409);
    expect(answer.json.message).toBe(
      'Apply failed with 1 conflict: conflict with "writer" using v1: .data.a',
    );
  });

  it('takes fields by force', async () => {
    await applyMap('forced', 'm1', { a: '1', b: '1' });
    const answer = await applyMap(
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
    await applyMap('shared', 'm1', { a: '1' });
    expect((await applyMap('shared', 'm2', { a: '1' })).status).toBe(200);
    const answer = await applyMap('shared', 'm1', { a: '2' });
    expect(answer.status).toBe(409);
    expect(answer.json.message).toContain('conflict with "m2": .data.a');
  });

  it('removes what it no longer says, unless somebody else says it', async () => {
    await applyMap('dropped', 'm1', { own: '1', common: '1' });
    await applyMap('dropped', 'm2', { common: '1' });
    const answer = await applyMap('dropped', 'm1', { other: '1' });
    expect(answer.json.data).toEqual({ common: '1', other: '1' });
  });

  it('merges containers by name', async () => {
    const path = on.group('apps/v1', 'deployments', 'listed');
    await on.admin.apply(path, 'm1', deployment('listed'));
    const partly = (container: object) => ({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'listed' },
      spec: { template: { spec: { containers: [container] } } },
    });
    const added = await on.admin.apply(
      path,
      'm2',
      partly({ name: 'side', image: 'side:1' }),
    );
    expect(
      added.json.spec.template.spec.containers.map((c: any) => c.name),
    ).toEqual(['main', 'side']);
    const changed = await on.admin.apply(
      path,
      'm2',
      partly({ name: 'main', image: 'nginx:2' }),
    );
    expect(changed.status).toBe(409);
    expect(changed.json.details.causes).toEqual([
      {
        reason: 'FieldManagerConflict',
        message: 'conflict with "m1"',
        field: '.spec.template.spec.containers[name="main"].image',
      },
    ]);
    const withdrawn = await on.admin.apply(
      path,
      'm2',
      partly({ name: 'main', env: [{ name: 'A', value: '1' }] }),
    );
    expect(withdrawn.json.spec.template.spec.containers).toMatchObject([
      { name: 'main', image: 'nginx:1', env: [{ name: 'A', value: '1' }] },
    ]);
  });

  it('returns a defaulted field to its default when it is dropped', async () => {
    const path = on.group('apps/v1', 'deployments', 'defaulted');
    const { replicas, ...spec } = deployment('defaulted').spec;
    await on.admin.apply(path, 'm1', {
      ...deployment('defaulted'),
      spec: { ...spec, replicas: 3 },
    });
    const answer = await on.admin.apply(path, 'm1', {
      ...deployment('defaulted'),
      spec,
    });
    expect(answer.status).toBe(200);
    expect(answer.json.spec.replicas).toBe(replicas);
  });

  it('treats lists of custom objects as one value', async () => {
    const path = on.group(CNPG, 'clusters', 'rules');
    const rules = (...lines: string[]) =>
      databaseCluster('rules', { postgresql: { pg_hba: lines } });
    await on.admin.apply(path, 'm1', rules('host all all all md5'));
    const same = await on.admin.apply(path, 'm2', {
      ...rules('host all all all md5'),
    });
    expect(same.status).toBe(200);
    const other = await on.admin.apply(
      path,
      'm3',
      rules('host all all all trust'),
    );
    expect(other.status).toBe(409);
    expect(other.json.details.causes).toEqual(
      expect.arrayContaining([
        {
          reason: 'FieldManagerConflict',
          message: 'conflict with "m1"',
          field: '.spec.postgresql.pg_hba',
        },
      ]),
    );
  });

  it('stores nothing in a dry run', async () => {
    const fresh = await applyMap('dry', 'm1', { a: '1' }, { dryRun: 'All' });
    expect(fresh.status).toBe(201);
    expect(fresh.json.metadata).not.toHaveProperty('resourceVersion');
    expect((await on.admin.get(on.core('configmaps', 'dry'))).status).toBe(404);
    const stored = await applyMap('dry', 'm1', { a: '1' });
    const dry = await applyMap('dry', 'm1', { a: '2' }, { dryRun: 'All' });
    expect(dry.json.data).toEqual({ a: '2' });
    expect((await on.admin.get(on.core('configmaps', 'dry'))).json).toEqual(
      stored.json,
    );
    const lost = await on.admin.apply(
      '/api/v1/namespaces/does-not-exist/configmaps/x',
      'm1',
      map('x', {}),
      { dryRun: 'All' },
    );
    expect(lost.status).toBe(404);
  });

  it('needs a manager, a version and no managedFields', async () => {
    const path = on.core('configmaps', 'refused');
    const nobody = await on.admin.send('PATCH', path, {
      body: map('refused', {}),
      type: 'application/apply-patch+yaml',
    });
    expect(nobody.status).toBe(422);
    expect(nobody.json).toMatchObject({
      message:
        'PatchOptions.meta.k8s.io "" is invalid: fieldManager: Required value: is required for apply patch',
      details: { group: 'meta.k8s.io', kind: 'PatchOptions' },
    });
    const versionless = await on.admin.apply(path, 'm1', {
      kind: 'ConfigMap',
      metadata: { name: 'refused' },
    });
    expect(versionless.status).toBe(400);
    expect(versionless.json.message).toContain(
      'Incorrect version specified in apply patch',
    );
    const managed = await on.admin.apply(
      path,
      'm1',
      map('refused', {}, { managedFields: [{}] }),
    );
    expect(managed.status).toBe(400);
    expect(managed.json.message).toContain(
      'metadata.managedFields must be nil',
    );
  });

  it('refuses fields that the kind does not have', async () => {
    const answer = await on.admin.apply(
      on.core('configmaps', 'unknown'),
      'm1',
      { ...map('unknown', {}), bogus: 1 },
    );
    expect(answer.status).toBe(500);
    expect(answer.json.message).toContain(
      '.bogus: field not declared in schema',
    );
    const certificate = await on.admin.apply(
      on.group('cert-manager.io/v1', 'certificates', 'unknown'),
      'm1',
      {
        apiVersion: 'cert-manager.io/v1',
        kind: 'Certificate',
        spec: { secretName: 's', issuerRef: { name: 'i' }, bogus: 1 },
      },
    );
    expect(certificate.status).toBe(500);
    expect(certificate.json.message).toContain(
      '.spec.bogus: field not declared in schema',
    );
  });

  it('takes resourceVersion and uid as preconditions', async () => {
    const { json } = await applyMap('guarded', 'm1', { a: '1' });
    const path = on.core('configmaps', 'guarded');
    const version = await on.admin.apply(
      path,
      'm1',
      map('guarded', { a: '2' }, { resourceVersion: '1' }),
    );
    expect(version.status).toBe(409);
    expect(version.json.details.kind).toBe('configmaps');
    const uid = await on.admin.apply(
      path,
      'm1',
      map('guarded', { a: '2' }, { uid: 'another' }),
    );
    expect([409, 422]).toContain(uid.status);
    const right = await on.admin.apply(
      path,
      'm1',
      map('guarded', { a: '2' }, { uid: json.metadata.uid }),
    );
    expect(right.status).toBe(200);
  });

  it('applies over objects that have no managers', async () => {
    await on.admin.post(on.core('configmaps'), configMap('unmanaged'));
    const path = on.core('configmaps', 'unmanaged');
    const cleared = await on.admin.patch(path, {
      metadata: { managedFields: [{}] },
    });
    expect(cleared.json.metadata).not.toHaveProperty('managedFields');
    const answer = await applyMap('unmanaged', 'm1', { a: '2' });
    expect(answer.status).toBe(409);
    expect(answer.json.message).toContain(
      'conflict with "before-first-apply" using v1: .data.a',
    );
  });
});
