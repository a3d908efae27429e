import type { StoreEvent } from './ClusterStore';
import { createClusterStore } from './createClusterStore';
import { rke2Groups } from './resources/ResourceRegistry';

// Everything takes long on a machine with much else to do.
jest.setTimeout(60_000);

const clock = {
  now: () => new Date('2026-01-02T03:04:05.678Z'),
  after: () => () => {},
  stop: () => {},
};

const settled = () => new Promise(resolve => setImmediate(resolve));

function storeWithNamespace() {
  const store = createClusterStore({ clock });
  store.create({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: 'kasm' },
  });
  return store;
}

const configMap = (name: string, more: object = {}) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name, namespace: 'kasm', ...more },
  data: { a: '1' },
});

describe('createClusterStore', () => {
  it('fills in the metadata of a new object', () => {
    const created = storeWithNamespace().create({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'web', namespace: 'kasm' },
      spec: { replicas: 1 },
    });
    expect(created.metadata).toMatchObject({
      generation: 1,
      creationTimestamp: '2026-01-02T03:04:05Z',
      uid: expect.stringMatching(/^[0-9a-f-]{36}$/),
      resourceVersion: expect.stringMatching(/^\d+$/),
    });
    expect(Object.isFrozen(created.spec)).toBe(true);
  });

  it('raises the generation for spec only, and nothing when nothing changes', () => {
    const store = storeWithNamespace();
    const created = store.create({
      apiVersion: 'postgresql.cnpg.io/v1',
      kind: 'Cluster',
      metadata: { name: 'pg', namespace: 'kasm' },
      spec: { instances: 1 },
    });
    const resource = 'clusters.postgresql.cnpg.io';
    const same = store.update(resource, 'kasm', 'pg', () => {});
    expect(same).toBe(created);
    const status = store.updateStatus(resource, 'kasm', 'pg', value => {
      value.phase = 'Cluster in healthy state';
    });
    expect(status?.metadata.generation).toBe(1);
    expect(status?.status).toEqual({ phase: 'Cluster in healthy state' });
    const changed = store.update(resource, 'kasm', 'pg', value => {
      value.spec.instances = 3;
    });
    expect(changed?.metadata.generation).toBe(2);
    expect(changed?.status).toEqual({ phase: 'Cluster in healthy state' });
    expect(Number(changed?.metadata.resourceVersion)).toBe(
      Number(created.metadata.resourceVersion) + 2,
    );
    expect(() =>
      store.update(resource, 'kasm', 'pg', value => {
        value.status.phase = 'x';
      }),
    ).toThrow('updateStatus');
  });

  it('refuses what exists and what has no namespace', () => {
    const store = storeWithNamespace();
    store.create(configMap('one'));
    expect(() => store.create(configMap('one'))).toThrow(
      'configmaps "one" already exists',
    );
    expect(() =>
      store.create(configMap('one', { namespace: 'elsewhere' })),
    ).toThrow('namespaces "elsewhere" not found');
    expect(store.update('configmaps', 'kasm', 'none', () => {})).toBe(
      undefined,
    );
  });

  it('tells subscribers everything once and in order, never from inside a write', async () => {
    const store = storeWithNamespace();
    store.create(configMap('one'));
    const seen: string[] = [];
    const end = store.subscribe('configmaps', (event: StoreEvent) => {
      seen.push(`${event.type} ${event.object.metadata.name}`);
      if (event.object.metadata.name === 'one' && event.type === 'ADDED') {
        store.create(configMap('two'));
      }
    });
    expect(seen).toEqual([]);
    await settled();
    store.update('configmaps', 'kasm', 'one', value => {
      value.data.a = '2';
    });
    store.delete('configmaps', 'kasm', 'two');
    await settled();
    end();
    store.delete('configmaps', 'kasm', 'one');
    await settled();
    expect(seen).toEqual([
      'ADDED one',
      'ADDED two',
      'MODIFIED one',
      'DELETED two',
    ]);
  });

  it('keeps an object until its last finalizer is gone', () => {
    const store = storeWithNamespace();
    store.create(configMap('held', { finalizers: ['kasm.io/f'] }));
    store.delete('configmaps', 'kasm', 'held');
    expect(
      store.get('configmaps', 'kasm', 'held')?.metadata.deletionTimestamp,
    ).toBe('2026-01-02T03:04:05Z');
    store.update('configmaps', 'kasm', 'held', value => {
      value.metadata.finalizers = [];
    });
    expect(store.get('configmaps', 'kasm', 'held')).toBe(undefined);
  });

  it('collects dependants, and theirs', async () => {
    const store = storeWithNamespace();
    const reference = (of: { metadata: { name: string; uid: string } }) => [
      {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        name: of.metadata.name,
        uid: of.metadata.uid,
      },
    ];
    const owner = store.create(configMap('owner'));
    const child = store.create(
      configMap('child', { ownerReferences: reference(owner) }),
    );
    store.create(
      configMap('grandchild', { ownerReferences: reference(child) }),
    );
    store.delete('configmaps', 'kasm', 'owner');
    await settled();
    expect(store.list('configmaps', { namespace: 'kasm' })).toEqual([]);
  });

  it('empties a namespace before it goes', async () => {
    const store = storeWithNamespace();
    store.create(configMap('one'));
    store.create(configMap('held', { finalizers: ['kasm.io/f'] }));
    store.delete('namespaces', undefined, 'kasm');
    await settled();
    expect(
      store.list('configmaps', { namespace: 'kasm' }).map(o => o.metadata.name),
    ).toEqual(['held']);
    expect(() => store.create(configMap('new'))).toThrow(
      'because it is being terminated',
    );
    store.update('configmaps', 'kasm', 'held', value => {
      value.metadata.finalizers = [];
    });
    await settled();
    expect(store.get('namespaces', undefined, 'kasm')).toBe(undefined);
  });

  it('serves only the groups that are installed', () => {
    const store = createClusterStore({ clock, groups: rke2Groups });
    expect(store.list('clusters.postgresql.cnpg.io')).toEqual([]);
    expect(() => store.list('virtualmachines.kubevirt.io')).toThrow(
      'no resource type "virtualmachines.kubevirt.io"',
    );
  });

  it('answers a list as it was, until its history is compacted', () => {
    const store = storeWithNamespace();
    const kind = store.registry.kind('configmaps');
    store.create(configMap('one'));
    const then = store.revision;
    store.update('configmaps', 'kasm', 'one', value => {
      value.data.a = '2';
    });
    store.create(configMap('two'));
    expect(store.objects(kind, 'kasm', then).map(({ data }) => data)).toEqual([
      { a: '1' },
    ]);
    store.compact();
    expect(() => store.objects(kind, 'kasm', then)).toThrow(
      'too old resource version',
    );
  });

  it('records who manages what it is given', () => {
    const store = storeWithNamespace();
    const applied = store.create(configMap('applied'), {
      appliedBy: 'kasm-portal',
    });
    expect(applied.metadata.managedFields).toEqual([
      {
        manager: 'kasm-portal',
        operation: 'Apply',
        apiVersion: 'v1',
        time: '2026-01-02T03:04:05Z',
        fieldsType: 'FieldsV1',
        fieldsV1: { 'f:data': { 'f:a': {} } },
      },
    ]);
    const changed = store.update('configmaps', 'kasm', 'applied', value => {
      value.data.a = '2';
    });
    expect(changed?.metadata.managedFields).toEqual([
      expect.objectContaining({
        manager: 'sandbox',
        operation: 'Update',
        fieldsV1: { 'f:data': { 'f:a': {} } },
      }),
    ]);
  });
});
