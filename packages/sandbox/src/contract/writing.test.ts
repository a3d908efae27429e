import { contractClusters, eventually, useContract } from './contractClusters';
import { CNPG, configMap, databaseCluster, deployment } from './objects';

describe.each(contractClusters)('writes on $name', ({ start }) => {
  const on = useContract(start);

  async function made(path: string, object: object) {
    const answer = await on.admin.post(path, object);
    expect(answer).toMatchObject({ status: 201 });
    return answer.json;
  }

  describe('create', () => {
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
      const answer = await on.admin.post(
        on.core('configmaps'),
        configMap('X_'),
      );
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
      const wrong = await on.admin.post(
        on.core('configmaps'),
        configMap('dry'),
        { dryRun: 'Some' },
      );
      expect(wrong.status).toBe(422);
      expect(wrong.json.details.causes[0].field).toBe('dryRun');
    });
  });

  describe('update', () => {
    it('conflicts when the object has changed in between', async () => {
      const created = await made(on.core('configmaps'), configMap('stale'));
      const path = on.core('configmaps', 'stale');
      const first = await on.admin.put(path, { ...created, data: { a: '2' } });
      expect(first.status).toBe(200);
      const second = await on.admin.put(path, { ...created, data: { a: '3' } });
      expect(second.status).toBe(409);
      expect(second.json).toEqual({
        kind: 'Status',
        apiVersion: 'v1',
        metadata: {},
        status: 'Failure',
        message:
          'Operation cannot be fulfilled on configmaps "stale": the object has been modified; please apply your changes to the latest version and try again',
        reason: 'Conflict',
        details: { name: 'stale', kind: 'configmaps' },
        code: 409,
      });
    });

    it('overwrites built-in objects without a resourceVersion, custom ones not', async () => {
      await made(on.core('configmaps'), configMap('blind'));
      const builtIn = await on.admin.put(
        on.core('configmaps', 'blind'),
        configMap('blind', { b: '2' }),
      );
      expect(builtIn.status).toBe(200);
      expect(builtIn.json.data).toEqual({ b: '2' });
      await made(on.group(CNPG, 'clusters'), databaseCluster('blind'));
      const custom = await on.admin.put(
        on.group(CNPG, 'clusters', 'blind'),
        databaseCluster('blind'),
      );
      expect(custom.status).toBe(422);
      expect(custom.json.message).toContain(
        'metadata.resourceVersion: Invalid value: 0x0: must be specified for an update',
      );
    });

    it('needs the object and its name', async () => {
      const missing = await on.admin.put(
        on.core('configmaps', 'none'),
        configMap('none'),
      );
      expect(missing.status).toBe(404);
      const other = await on.admin.put(
        on.core('configmaps', 'none'),
        configMap('other'),
      );
      expect(other.status).toBe(400);
      expect(other.json.message).toBe(
        'the name of the object (other) does not match the name on the URL (none)',
      );
    });

    it('raises the generation for what is wanted, not for labels', async () => {
      const created = await made(
        on.group(CNPG, 'clusters'),
        databaseCluster('generations'),
      );
      expect(created.metadata.generation).toBe(1);
      const path = on.group(CNPG, 'clusters', 'generations');
      const labelled = await on.admin.patch(path, {
        metadata: { labels: { a: 'b' } },
      });
      expect(labelled.json.metadata.generation).toBe(1);
      const scaled = await on.admin.patch(path, { spec: { instances: 2 } });
      expect(scaled.json.metadata.generation).toBe(2);
    });
  });

  describe('patch', () => {
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
        message:
          'the server rejected our request due to an error in our request',
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

  describe('status', () => {
    const path = () => on.group(CNPG, 'clusters', 'statuses');
    const phase = 'Cluster in healthy state';
    const status = {
      instances: 1,
      phase,
      image: 'x',
    };

    it('changes through its own resource only', async () => {
      const created = await made(on.group(CNPG, 'clusters'), {
        ...databaseCluster('statuses'),
        status,
      });
      expect(created.status?.phase).toBe(undefined);
      const main = await on.admin.patch(path(), { status });
      expect(main.json.status?.phase).toBe(undefined);
      const own = await on.admin.send('PATCH', `${path()}/status`, {
        body: { spec: { instances: 5 }, status },
        type: 'application/merge-patch+json',
      });
      expect(own.status).toBe(200);
      expect(own.json.status.phase).toBe(phase);
      expect(own.json.spec.instances).toBe(1);
      expect(own.json.metadata.generation).toBe(1);
      const after = await on.admin.patch(path(), { spec: { instances: 2 } });
      expect(after.json.status.phase).toBe(phase);
    });

    it('is not there for kinds without one', async () => {
      await made(on.core('configmaps'), configMap('statusless'));
      const answer = await on.admin.get(
        `${on.core('configmaps', 'statusless')}/status`,
      );
      expect(answer.status).toBe(404);
      expect(answer.json.message).toBe(
        'the server could not find the requested resource',
      );
    });
  });

  it('reads and changes the scale', async () => {
    await made(on.group('apps/v1', 'deployments'), deployment('scaled'));
    const path = `${on.group('apps/v1', 'deployments', 'scaled')}/scale`;
    const read = await on.admin.get(path);
    expect(read.json).toMatchObject({
      kind: 'Scale',
      apiVersion: 'autoscaling/v1',
      spec: { replicas: 1 },
      status: { selector: 'app=scaled' },
    });
    const patched = await on.admin.patch(path, { spec: { replicas: 2 } });
    expect(patched.json.spec.replicas).toBe(2);
    const object = await eventually(
      () => on.admin.get(on.group('apps/v1', 'deployments', 'scaled')),
      answer => answer.json.spec.replicas === 2,
    );
    expect(object.json.metadata.generation).toBe(2);
  });
});
