import { contractClusters, eventually, useContract } from './contractClusters';
import { configMap } from './objects';

describe.each(contractClusters)('namespaces that go on $name', ({ start }) => {
  const on = useContract(start);

  async function made(suffix: string, metadata: object = {}) {
    const name = `${on.namespace}-${suffix}`;
    const answer = await on.admin.post('/api/v1/namespaces', {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name, ...metadata },
    });
    expect(answer.status).toBe(201);
    return { name, path: `/api/v1/namespaces/${name}` };
  }
  const conditions = async (path: string, type: string, status: string) => {
    const answer = await eventually(
      () => on.admin.get(path),
      ({ json }) =>
        json.status?.conditions?.some(
          (each: any) => each.type === type && each.status === status,
        ),
    );
    return Object.fromEntries(
      answer.json.status.conditions.map((each: any) => [
        each.type,
        `${each.status} ${each.reason}: ${each.message}`,
      ]),
    );
  };
  const gone = (path: string) =>
    eventually(
      () => on.admin.get(path),
      ({ status }) => status === 404,
    );

  it('say with five conditions what holds them', async () => {
    const { name, path } = await made('held');
    const maps = `${path}/configmaps`;
    for (const number of [1, 2]) {
      await on.admin.post(
        maps,
        configMap(`held-${number}`, {}, { finalizers: ['kasm.io/hold'] }),
      );
    }
    await on.admin.delete(path);
    const held = await conditions(path, 'NamespaceContentRemaining', 'True');
    expect(held).toEqual({
      NamespaceDeletionDiscoveryFailure:
        'False ResourcesDiscovered: All resources successfully discovered',
      NamespaceDeletionGroupVersionParsingFailure:
        'False ParsedGroupVersions: All legacy kube types successfully parsed',
      NamespaceDeletionContentFailure:
        'False ContentDeleted: All content successfully deleted, may be waiting on finalization',
      NamespaceContentRemaining:
        'True SomeResourcesRemain: Some resources are remaining: configmaps. has 2 resource instances',
      NamespaceFinalizersRemaining:
        'True SomeFinalizersRemain: Some content in the namespace has finalizers remaining: kasm.io/hold in 2 resource instances',
    });
    const again = await on.admin.delete(path);
    expect(again.json).toMatchObject({
      metadata: { name },
      status: { phase: 'Terminating' },
    });
    for (const number of [1, 2]) {
      await on.admin.patch(`${maps}/held-${number}`, {
        metadata: { finalizers: null },
      });
    }
    await gone(path);
  });

  it('wait for pods on nodes', async () => {
    const { path } = await made('pods');
    await eventually(
      () =>
        on.admin.post(`${path}/pods`, {
          apiVersion: 'v1',
          kind: 'Pod',
          metadata: { name: 'slow' },
          spec: {
            nodeName: 'somewhere',
            containers: [{ name: 'main', image: 'nginx:1' }],
          },
        }),
      ({ status }) => status === 201,
    );
    await on.admin.delete(path);
    const held = await conditions(path, 'NamespaceContentRemaining', 'True');
    expect(held.NamespaceContentRemaining).toContain(
      'pods. has 1 resource instances',
    );
    expect(held.NamespaceFinalizersRemaining).toBe(
      'False ContentHasNoFinalizers: All content-preserving finalizers finished',
    );
    await on.admin.delete(`${path}/pods/slow`, { gracePeriodSeconds: 0 });
    await gone(path);
  });

  it('keep to finalizers of their own when they are empty', async () => {
    const { path } = await made('own', { finalizers: ['kasm.io/hold'] });
    await on.admin.post(`${path}/configmaps`, configMap('content'));
    await on.admin.delete(path);
    const empty = await conditions(path, 'NamespaceContentRemaining', 'False');
    expect(empty.NamespaceContentRemaining).toBe(
      'False ContentRemoved: All content successfully removed',
    );
    const still = await eventually(
      () => on.admin.get(path),
      ({ json }) => json.spec.finalizers === undefined,
    );
    expect(still.json.metadata.finalizers).toEqual(['kasm.io/hold']);
    await on.admin.patch(path, { metadata: { finalizers: null } });
    await gone(path);
  });
});
