import type { NewObject, StoredObject } from '../ClusterStore';
import { createClusterStore } from '../createClusterStore';

// Everything takes long on a machine with much else to do.
jest.setTimeout(60_000);

const clock = {
  now: () => new Date('2026-01-02T03:04:05.678Z'),
  after: () => () => {},
  stop: () => {},
};

const settled = () => new Promise(resolve => setImmediate(resolve));

const configMap = (
  namespace: string,
  name: string,
  metadata: object = {},
): NewObject => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name, namespace, ...metadata },
  data: { a: '1' },
});

function storeWith(...namespaces: string[]) {
  const store = createClusterStore({ clock });
  for (const name of namespaces) {
    store.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
  }
  return store;
}

const names = (objects: StoredObject[]) =>
  objects.map(({ metadata }) => `${metadata.namespace}/${metadata.name}`);

const ownedBy = ({ apiVersion, kind, metadata }: StoredObject) => ({
  ownerReferences: [
    { apiVersion, kind, name: metadata.name, uid: metadata.uid },
  ],
});

describe('the store', () => {
  it('lists in the order of keys, by namespace, label and owner', () => {
    const store = storeWith('one', 'one-b');
    const owner = store.create(configMap('one', 'owner'));
    store.create(configMap('one', 'b', { labels: { app: 'x' } }));
    store.create(configMap('one-b', 'a', { labels: { app: 'x' } }));
    store.create(configMap('one', 'a', ownedBy(owner)));
    // "-" comes before "/".
    expect(names(store.list('configmaps'))).toEqual([
      'one-b/a',
      'one/a',
      'one/b',
      'one/owner',
    ]);
    const labelled = () =>
      names(store.list('configmaps', { labels: { app: 'x' } }));
    expect(labelled()).toEqual(['one-b/a', 'one/b']);
    store.update('configmaps', 'one', 'b', ({ metadata }) => {
      metadata.labels.app = 'y';
    });
    store.update('configmaps', 'one', 'a', ({ metadata }) => {
      metadata.labels = { app: 'x' };
    });
    expect(labelled()).toEqual(['one-b/a', 'one/a']);
    const { uid } = owner.metadata;
    expect(names(store.list('configmaps', { owner: uid }))).toEqual(['one/a']);
    store.delete('configmaps', 'one', 'a');
    expect(labelled()).toEqual(['one-b/a']);
    expect(store.list('configmaps', { owner: uid })).toEqual([]);
  });

  it('tells only those of a namespace who asked for it', () => {
    const store = storeWith('one', 'two');
    const kind = store.registry.kind('configmaps');
    const heard: string[] = [];
    const end = store.onChange(
      kind,
      ({ type, object }) => heard.push(`${type} ${object.metadata.name}`),
      { namespace: 'one' },
    );
    store.create(configMap('one', 'mine'));
    store.create(configMap('two', 'other'));
    end();
    store.delete('configmaps', 'one', 'mine');
    expect(heard).toEqual(['ADDED mine']);
  });

  it('lets the states of an object share what did not change', () => {
    const store = storeWith('one');
    const before = store.create(configMap('one', 'a', { labels: { a: 'b' } }));
    const after = store.update('configmaps', 'one', 'a', ({ data }) => {
      data.a = '2';
    })!;
    expect(after.metadata.labels).toBe(before.metadata.labels);
    expect(after.data).toEqual({ a: '2' });
    expect(before.data).toEqual({ a: '1' });
  });

  it('forgets changes that are long ago, and refuses to begin before them', () => {
    const store = storeWith('one');
    const kind = store.registry.kind('configmaps');
    store.create(configMap('one', 'a'));
    const { revision } = store;
    for (let count = 0; count < 20_000; count += 1) {
      store.update('configmaps', 'one', 'a', ({ data }) => {
        data.a = String(count);
      });
    }
    expect(() => store.changesSince(kind, revision)).toThrow(
      'too old resource version',
    );
    expect(store.changesSince(kind, store.revision - 10_000)).toHaveLength(
      10_000,
    );
  });

  it('takes objects over as they are, with the next revisions', async () => {
    const store = storeWith('one');
    const kind = store.registry.kind('configmaps');
    const original = store.create(configMap('one', 'a'));
    const heard: string[] = [];
    store.subscribe('configmaps', ({ type, object }) =>
      heard.push(`${type} ${object.metadata.name}`),
    );
    const before = store.revision;
    const uid = '0a1b2c3d-0000-4000-8000-000000000000';
    store.adopt([
      { ...original, metadata: { ...original.metadata, name: 'b', uid } },
    ]);
    await settled();
    expect(heard).toEqual(['ADDED a', 'ADDED b']);
    expect(store.get('configmaps', 'one', 'b')?.metadata).toMatchObject({
      uid,
      resourceVersion: String(before + 1),
    });
    // A watch from before could not tell it.
    expect(() => store.changesSince(kind, before)).toThrow('too old');
  });

  it('never collects what has an owner of a kind that nobody knows', async () => {
    const store = storeWith('one');
    const owner = {
      apiVersion: 'gone.io/v1',
      kind: 'Gone',
      metadata: { name: 'gone', uid: '0a1b2c3d-0000-4000-8000-000000000000' },
    } as StoredObject;
    store.create(configMap('one', 'kept', ownedBy(owner)));
    await settled();
    expect(store.get('configmaps', 'one', 'kept')).toBeDefined();
  });

  it('lets a pod go when its kubelet says so, and no other of its name', () => {
    const store = storeWith('one');
    const pod = store.create({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'p', namespace: 'one' },
      spec: { nodeName: 'n', containers: [{ name: 'c', image: 'i' }] },
    });
    store.delete('pods', 'one', 'p');
    expect(store.get('pods', 'one', 'p')?.metadata).toMatchObject({
      deletionTimestamp: '2026-01-02T03:04:35Z',
      deletionGracePeriodSeconds: 30,
    });
    const last = { gracePeriodSeconds: 0 };
    store.delete('pods', 'one', 'p', { ...last, uid: 'another' });
    expect(store.get('pods', 'one', 'p')).toBeDefined();
    store.delete('pods', 'one', 'p', { ...last, uid: pod.metadata.uid });
    expect(store.get('pods', 'one', 'p')).toBeUndefined();
  });
});
