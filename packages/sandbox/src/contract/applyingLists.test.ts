import { contractClusters, useContract } from './contractClusters';
import { CNPG, databaseCluster, deployment } from './objects';

describe.each(contractClusters)(
  'server-side apply to lists and defaults on $name',
  ({ start }) => {
    const on = useContract(start);

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
  },
);
