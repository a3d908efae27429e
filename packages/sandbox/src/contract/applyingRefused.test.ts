import { applyMap, dataMap } from './applyMap';
import { contractClusters, useContract } from './contractClusters';

describe.each(contractClusters)(
  'what server-side apply refuses or only tries on $name',
  ({ start }) => {
    const on = useContract(start);

    it('stores nothing in a dry run', async () => {
      const fresh = await applyMap(
        on,
        'dry',
        'm1',
        { a: '1' },
        { dryRun: 'All' },
      );
      expect(fresh.status).toBe(201);
      expect(fresh.json.metadata).not.toHaveProperty('resourceVersion');
      expect((await on.admin.get(on.core('configmaps', 'dry'))).status).toBe(
        404,
      );
      const stored = await applyMap(on, 'dry', 'm1', { a: '1' });
      const dry = await applyMap(
        on,
        'dry',
        'm1',
        { a: '2' },
        { dryRun: 'All' },
      );
      expect(dry.json.data).toEqual({ a: '2' });
      expect((await on.admin.get(on.core('configmaps', 'dry'))).json).toEqual(
        stored.json,
      );
      const lost = await on.admin.apply(
        '/api/v1/namespaces/does-not-exist/configmaps/x',
        'm1',
        dataMap('x', {}),
        { dryRun: 'All' },
      );
      expect(lost.status).toBe(404);
    });

    it('needs a manager, a version and no managedFields', async () => {
      const path = on.core('configmaps', 'refused');
      const nobody = await on.admin.send('PATCH', path, {
        body: dataMap('refused', {}),
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
        dataMap('refused', {}, { managedFields: [{}] }),
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
        { ...dataMap('unknown', {}), bogus: 1 },
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
      const { json } = await applyMap(on, 'guarded', 'm1', { a: '1' });
      const path = on.core('configmaps', 'guarded');
      const version = await on.admin.apply(
        path,
        'm1',
        dataMap('guarded', { a: '2' }, { resourceVersion: '1' }),
      );
      expect(version.status).toBe(409);
      expect(version.json.details.kind).toBe('configmaps');
      const uid = await on.admin.apply(
        path,
        'm1',
        dataMap('guarded', { a: '2' }, { uid: 'another' }),
      );
      expect([409, 422]).toContain(uid.status);
      const right = await on.admin.apply(
        path,
        'm1',
        dataMap('guarded', { a: '2' }, { uid: json.metadata.uid }),
      );
      expect(right.status).toBe(200);
    });
  },
);
