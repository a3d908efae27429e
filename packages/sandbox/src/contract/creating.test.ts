import { contractClusters, useContract } from './contractClusters';
import { CNPG, configMap, databaseCluster } from './objects';

describe.each(contractClusters)('create on $name', ({ start }) => {
  const on = useContract(start);

  async function made(path: string, object: object) {
    const answer = await on.admin.post(path, object);
    expect(answer).toMatchObject({ status: 201 });
    return answer.json;
  }

  it('fills in the metadata', async () => {
    const created = await made(on.core('configmaps'), configMap('filled'));
    expect(created).toMatchObject({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: {
        name: 'filled',
        namespace: on.namespace,
        uid: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f-]{27}$/),
        resourceVersion: expect.stringMatching(/^\d+$/),
        creationTimestamp: expect.stringMatching(
          /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/,
        ),
        managedFields: [
          {
            manager: 'contract',
            operation: 'Update',
            apiVersion: 'v1',
            fieldsType: 'FieldsV1',
            fieldsV1: { 'f:data': { 'f:a': {} } },
          },
        ],
      },
      data: { a: '1' },
    });
    expect(created.metadata).not.toHaveProperty('generation');
    const read = await on.admin.get(on.core('configmaps', 'filled'));
    expect(read.json).toEqual(created);
  });

  it('generates a name', async () => {
    const created = await made(on.core('configmaps'), {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { generateName: 'made-' },
    });
    expect(created.metadata.name).toMatch(/^made-[a-z0-9]{5}$/);
  });

  it('refuses what exists', async () => {
    await made(on.core('configmaps'), configMap('twice'));
    const again = await on.admin.post(
      on.core('configmaps'),
      configMap('twice'),
    );
    expect(again.status).toBe(409);
    expect(again.json).toEqual({
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Failure',
      message: 'configmaps "twice" already exists',
      reason: 'AlreadyExists',
      details: { name: 'twice', kind: 'configmaps' },
      code: 409,
    });
  });

  it('names the group of what exists', async () => {
    await made(on.group(CNPG, 'clusters'), databaseCluster('twice'));
    const again = await on.admin.post(
      on.group(CNPG, 'clusters'),
      databaseCluster('twice'),
    );
    expect(again.json).toMatchObject({
      message: 'clusters.postgresql.cnpg.io "twice" already exists',
      details: {
        name: 'twice',
        group: 'postgresql.cnpg.io',
        kind: 'clusters',
      },
    });
  });

  it('refuses names that cannot be', async () => {
    const answer = await on.admin.post(on.core('configmaps'), configMap('X_'));
    expect(answer.status).toBe(422);
    expect(answer.json).toMatchObject({
      reason: 'Invalid',
      message: expect.stringMatching(
        /^ConfigMap "X_" is invalid: metadata\.name: Invalid value: "X_": /,
      ),
      details: {
        name: 'X_',
        kind: 'ConfigMap',
        causes: [{ reason: 'FieldValueInvalid', field: 'metadata.name' }],
      },
    });
  });

  it('refuses custom objects that contradict their schema', async () => {
    const wrong = await on.admin.post(
      on.group(CNPG, 'clusters'),
      databaseCluster('wrong', { instances: 'many' }),
    );
    expect(wrong.status).toBe(422);
    expect(wrong.json.message).toContain(
      'Cluster.postgresql.cnpg.io "wrong" is invalid: ',
    );
    expect(wrong.json.details.causes).toContainEqual({
      reason: 'FieldValueInvalid',
      message:
        'Invalid value: "string": spec.instances in body must be of type integer: "string"',
      field: 'spec.instances',
    });
    const missing = await on.admin.post(
      on.group('cert-manager.io/v1', 'certificates'),
      {
        apiVersion: 'cert-manager.io/v1',
        kind: 'Certificate',
        metadata: { name: 'missing' },
        spec: { issuerRef: { name: 'x' } },
      },
    );
    expect(missing.status).toBe(422);
    expect(missing.json.message).toBe(
      'Certificate.cert-manager.io "missing" is invalid: spec.secretName: Required value',
    );
  });

  it('drops unknown fields of custom objects and fills in their defaults', async () => {
    const created = await made(
      on.group(CNPG, 'clusters'),
      databaseCluster('pruned', { bogus: 1 }),
    );
    expect(created.spec).not.toHaveProperty('bogus');
    expect(created.spec.logLevel).toBe('info');
  });

  it('needs a namespace that exists', async () => {
    const answer = await on.admin.post(
      '/api/v1/namespaces/does-not-exist/configmaps',
      configMap('lost'),
    );
    expect(answer.status).toBe(404);
    expect(answer.json).toMatchObject({
      reason: 'NotFound',
      message: 'namespaces "does-not-exist" not found',
      details: { name: 'does-not-exist', kind: 'namespaces' },
    });
  });

  it('refuses another namespace, another kind and a resourceVersion', async () => {
    const elsewhere = await on.admin.post(
      on.core('configmaps'),
      configMap('x', {}, { namespace: 'elsewhere' }),
    );
    expect(elsewhere.status).toBe(400);
    expect(elsewhere.json.message).toBe(
      'the namespace of the provided object does not match the namespace sent on the request',
    );
    const secret = await on.admin.post(on.core('configmaps'), {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'x' },
    });
    expect(secret.status).toBe(400);
    expect(secret.json.message).toContain(
      'Secret in version "v1" cannot be handled as a ConfigMap',
    );
    const version = await on.admin.post(
      on.core('configmaps'),
      configMap('x', {}, { resourceVersion: '1' }),
    );
    expect(version.status).toBe(500);
    expect(version.json.message).toBe(
      'resourceVersion should not be set on objects to be created',
    );
  });

  it('stores stringData of a Secret as data', async () => {
    const created = await made(on.core('secrets'), {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'words' },
      stringData: { word: 'open' },
    });
    expect(created).toMatchObject({
      type: 'Opaque',
      data: { word: Buffer.from('open').toString('base64') },
    });
    expect(created).not.toHaveProperty('stringData');
  });

  it('stores nothing in a dry run', async () => {
    const answer = await on.admin.post(
      on.core('configmaps'),
      configMap('dry'),
      { dryRun: 'All' },
    );
    expect(answer.status).toBe(201);
    expect(answer.json.metadata.uid).toBeTruthy();
    expect(answer.json.metadata).not.toHaveProperty('resourceVersion');
    const read = await on.admin.get(on.core('configmaps', 'dry'));
    expect(read.status).toBe(404);
    const wrong = await on.admin.post(on.core('configmaps'), configMap('dry'), {
      dryRun: 'Some',
    });
    expect(wrong.status).toBe(422);
    expect(wrong.json.details.causes[0].field).toBe('dryRun');
  });
});
