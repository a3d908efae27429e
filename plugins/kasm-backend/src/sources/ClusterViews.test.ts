import { mockServices } from '@backstage/backend-test-utils';
import {
  resources,
  type KubeClient,
  type KubeObject,
} from '@kasm-portal/backstage-plugin-kasm-node';
import { ClusterViews, type Interest } from './ClusterViews';
import { createSource } from './Source';
import type { Watched } from './Watched';

interface Pod {
  name: string;
  release?: string;
}

const pods: Watched<Pod> = {
  resource: resources.pods,
  project: ({ metadata }) => ({
    name: metadata.name,
    release: metadata.labels?.release,
  }),
  ownersOf: ({ release }) => (release === undefined ? [] : [release]),
};

const pod = (
  namespace: string,
  name: string,
  release = 'kasm',
): KubeObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { namespace, name, labels: { release } },
});

/** A cluster that holds some pods and never changes. */
function cluster(objects: KubeObject[]) {
  const asked: string[] = [];
  let under = 0;
  let most = 0;
  const client = {
    cluster: 'rke2',
    async list(resource, { namespace = '*', fieldSelector = '' } = {}) {
      asked.push(`${resource.plural} ${namespace} ${fieldSelector}`.trim());
      under += 1;
      most = Math.max(most, under);
      await new Promise(resolve => setTimeout(resolve, 5));
      under -= 1;
      const items = objects.filter(({ metadata }) =>
        [metadata.namespace, '*'].includes(namespace),
      );
      return { items, resourceVersion: '1' };
    },
    async *watch(_, { signal, onOpen }) {
      onOpen?.();
      await new Promise(resolve => signal.addEventListener('abort', resolve));
    },
  } as Partial<KubeClient> as KubeClient;
  return { client, asked, most: () => most };
}

const logger = mockServices.logger.mock();
const wanted = (release: string, told: string[] = []): Interest<Pod> => ({
  of: release,
  relevant: item => item.release === release,
  changed: () => void told.push(release),
});
const names = (items: Pod[]) => items.map(({ name }) => name).sort();

describe('ClusterViews', () => {
  const open: ClusterViews[] = [];
  const viewsOf = (...options: ConstructorParameters<typeof ClusterViews>) => {
    const views = new ClusterViews(...options);
    open.push(views);
    return views;
  };
  afterEach(async () => {
    await Promise.all(open.splice(0).map(views => views.stop()));
  });
  const until = async (ready: () => boolean) => {
    while (!ready()) {
      await new Promise(resolve => setTimeout(resolve, 5));
    }
  };

  it('opens one watch per namespace unless it is told otherwise', async () => {
    const { client, asked } = cluster([pod('a', 'one'), pod('b', 'two')]);
    const views = viewsOf({ client, logger });
    const a = views.view(pods, { namespace: 'a' }, wanted('kasm'));
    const b = views.view(pods, { namespace: 'b' }, wanted('kasm'));
    await until(() => a.wasRead && b.wasRead);
    expect(asked.sort()).toEqual(['pods a', 'pods b']);
    expect([names(a.items()), names(b.items())]).toEqual([['one'], ['two']]);
  });

  it('opens one watch for all namespaces that may be watched so, and keeps nothing of others', async () => {
    const { client, asked } = cluster([
      pod('kasm-1', 'one'),
      pod('kasm-2', 'two'),
      pod('kasm-2', 'other', 'other'),
      pod('private', 'three'),
    ]);
    const watchesAll = (namespace: string) => namespace.startsWith('kasm-');
    const views = viewsOf({ client, logger, watchesAll });
    const told: string[] = [];
    const first = views.view(pods, { namespace: 'kasm-1' }, wanted('kasm'));
    const second = views.view(
      pods,
      { namespace: 'kasm-2' },
      wanted('other', told),
    );
    const privately = views.view(
      pods,
      { namespace: 'private' },
      wanted('kasm'),
    );
    const all = views.view(pods, {}, { relevant: () => true, changed() {} });
    await until(() => first.wasRead && privately.wasRead);
    expect(asked.sort()).toEqual(['pods *', 'pods private']);
    expect(views.size).toBe(2);
    expect(names(first.items())).toEqual(['one']);
    expect(names(second.items())).toEqual(['other']);
    expect(names(privately.items())).toEqual(['three']);
    expect(names(all.items())).toEqual(['one', 'other', 'two']);
  });

  it('asks for one object by its name in its namespace, since rights are given so', async () => {
    const { client, asked } = cluster([]);
    const views = viewsOf({ client, logger, watchesAll: () => true });
    const view = views.view(
      pods,
      { namespace: 'kube-system', fieldSelector: 'metadata.name=traefik' },
      wanted('kasm'),
    );
    await until(() => view.wasRead);
    expect(asked).toEqual(['pods kube-system metadata.name=traefik']);
  });

  it('does not mix up two that keep different fields of one kind', async () => {
    const { client } = cluster([pod('a', 'one')]);
    const views = viewsOf({ client, logger });
    const lengths: Watched<number> = {
      resource: resources.pods,
      project: ({ metadata }) => metadata.name.length,
    };
    const scope = { namespace: 'a' };
    const first = views.view(pods, scope, wanted('kasm'));
    const second = views.view(lengths, scope, {
      relevant: () => true,
      changed() {},
      of: 'nobody told whose these are',
    });
    await until(() => first.wasRead && second.wasRead);
    expect(names(first.items())).toEqual(['one']);
    expect(second.items()).toEqual([3]);
  });

  it('closes a watch with the last who looks', async () => {
    const { client } = cluster([]);
    const views = viewsOf({ client, logger });
    const scope = { namespace: 'a' };
    const same = wanted('kasm');
    const [first, second] = [
      views.view(pods, scope, same),
      views.view(pods, scope, same),
    ];
    first.release();
    expect(views.size).toBe(1);
    second.release();
    expect(views.size).toBe(0);
  });

  it('says of a namespace with too many objects that the rest is not looked at, and of no other', async () => {
    const { client } = cluster([
      pod('hostile', '1'),
      pod('hostile', '2'),
      pod('hostile', '3'),
      pod('kasm', 'one'),
    ]);
    const views = viewsOf({
      client,
      logger,
      watchesAll: () => true,
      mostPerNamespace: 2,
    });
    const read = () => ({ facts: 'facts', empty: false });
    const sightOf = (namespace: string) =>
      createSource({
        needed: [views.view(pods, { namespace }, wanted('kasm'))],
        read,
      }).sighting();
    const hostile = views.view(pods, { namespace: 'hostile' }, wanted('kasm'));
    await until(() => hostile.wasRead);
    expect(hostile.items()).toHaveLength(2);
    expect(sightOf('hostile')).toMatchObject({
      state: 'stale',
      reason:
        'rke2: there are more than 2 pods in namespace hostile; the rest is not looked at',
      facts: 'facts',
    });
    expect(sightOf('kasm')).toMatchObject({ state: 'ok' });
  });

  it('has few lists of the whole cluster under way at once', async () => {
    const { client, asked, most } = cluster([]);
    const views = viewsOf({ client, logger, watchesAll: () => true });
    const all = Array.from({ length: 20 }, () =>
      views.view({ ...pods }, { namespace: 'kasm' }, wanted('kasm')),
    );
    await until(() => all.every(view => view.wasRead));
    expect(asked).toHaveLength(20);
    expect(most()).toBe(2);
  });
});
