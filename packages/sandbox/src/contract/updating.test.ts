import { contractClusters, eventually, useContract } from './contractClusters';
import { CNPG, configMap, databaseCluster, deployment } from './objects';

describe.each(contractClusters)(
  'update, status and scale on $name',
  ({ start }) => {
    const on = useContract(start);

    async function made(path: string, object: object) {
      const answer = await on.admin.post(path, object);
      expect(answer).toMatchObject({ status: 201 });
      return answer.json;
    }

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
  },
);
