import { ContractClient } from '../../contract/ContractClient';
import { eventually } from '../../contract/contractClusters';
import { createCertificateAuthority } from '../../certificates/CertificateAuthority';
import { createClusterStore } from '../createClusterStore';
import { serveCluster, type ServedCluster } from '../serveCluster';

// Everything takes long on a machine with much else to do.
jest.setTimeout(60_000);

const CONFIG_MAPS = '/api/v1/namespaces/default/configmaps';

const nameOf = (object: any) => object.metadata.name;

describe('the weather of a cluster', () => {
  let served: ServedCluster;
  let client: ContractClient;

  beforeEach(async () => {
    const authority = await createCertificateAuthority();
    const tls = await authority.issue({
      commonName: 'sandbox',
      dnsNames: [],
      ipAddresses: ['127.0.0.1'],
    });
    served = await serveCluster({
      store: createClusterStore({
        clock: { now: () => new Date(), after: () => () => {}, stop: () => {} },
      }),
      tls,
      users: [{ name: 'admin', groups: ['system:masters'], token: 'admin' }],
    });
    client = new ContractClient(served.url, 'admin', authority.caPem);
  });
  afterEach(async () => {
    client.close();
    await served.close();
  });

  const list = () => client.get(CONFIG_MAPS);
  const make = (name: string) =>
    client.post(CONFIG_MAPS, {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name },
    });

  it.each([
    ['unauthorized', 401, 'Unauthorized'],
    ['forbidden', 403, 'Forbidden'],
    ['not-found', 404, 'NotFound'],
    ['broken', 500, 'InternalError'],
  ] as const)(
    'answers %s to everything, ends watches and recovers',
    async (weather, status, reason) => {
      const watch = await client.watch(CONFIG_MAPS);
      await served.setWeather(weather);
      expect(await watch.next()).toBe(undefined);
      const refused = await list();
      expect(refused.status).toBe(status);
      expect(refused.json.reason).toBe(reason);
      const blindWatch = await client.watch(CONFIG_MAPS);
      expect(blindWatch.status).toBe(status);
      await served.setWeather('fair');
      expect((await list()).status).toBe(200);
    },
  );

  it('refuses connections, and listens on the same port again', async () => {
    const { port } = served;
    const watch = await client.watch(CONFIG_MAPS);
    await served.setWeather('refuse');
    expect(await watch.next()).toBe(undefined);
    await expect(list()).rejects.toThrow('ECONNREFUSED');
    await served.setWeather('fair');
    expect(served.port).toBe(port);
    expect((await list()).status).toBe(200);
  });

  it('hangs: takes requests and answers none, and watches go silent', async () => {
    const watch = await client.watch(CONFIG_MAPS);
    await make('before');
    expect(await watch.names(1)).toEqual(['ADDED before']);
    await served.setWeather('hang');
    const outcome = list().then(
      answer => `answered ${answer.status}`,
      (error: NodeJS.ErrnoException) => error.code,
    );
    const event = watch.next();
    await eventually(
      async () => served.pending,
      pending => pending === 2,
    );
    await served.setWeather('fair');
    // Who waited learns that the connection is gone; nobody was ever answered.
    expect(await outcome).toBe('ECONNRESET');
    expect(await event).toBe(undefined);
    expect((await list()).status).toBe(200);
  });

  it('is busy: 429 as text, with the time to wait', async () => {
    await served.setWeather('busy');
    const refused = await list();
    expect(refused.status).toBe(429);
    expect(refused.headers['retry-after']).toBe('1');
    expect(refused.text).toBe('Too many requests, please try again later.\n');
  });

  it('has forgotten revisions: 410 as an event or as the answer, and a new list works', async () => {
    const watch = await client.watch(CONFIG_MAPS);
    await served.setWeather('gone');
    expect(await watch.next()).toBe(undefined);
    const { metadata } = (await list()).json;
    const again = await client.watch(CONFIG_MAPS, {
      resourceVersion: metadata.resourceVersion,
    });
    expect(again.status).toBe(200);
    expect(await again.next()).toMatchObject({
      type: 'ERROR',
      object: { code: 410, reason: 'Expired' },
    });
    expect(await again.next()).toBe(undefined);
    await served.setWeather('gone-http');
    const refused = await client.watch(CONFIG_MAPS, {
      resourceVersion: metadata.resourceVersion,
    });
    expect(refused.status).toBe(410);
    const token = await client.get(CONFIG_MAPS, { continue: 'any' });
    expect(token.status).toBe(410);
  });

  it('is half open: watches go silent for good, other requests are answered', async () => {
    const watch = await client.watch(CONFIG_MAPS);
    await make('before');
    expect(await watch.names(1)).toEqual(['ADDED before']);
    await served.setWeather('half-open');
    await make('lost');
    expect((await list()).json.items).toHaveLength(2);
    await served.setWeather('fair');
    const event = watch.next();
    await make('after');
    // Nothing comes any more, until the client has had enough.
    watch.close();
    expect(await event).toBe(undefined);
    const fresh = await client.watch(CONFIG_MAPS);
    expect((await fresh.names(3)).sort()).toEqual([
      'ADDED after',
      'ADDED before',
      'ADDED lost',
    ]);
  });

  it('sends events twice', async () => {
    const watch = await client.watch(CONFIG_MAPS);
    await served.setWeather('duplicate');
    await make('a');
    expect(await watch.names(2)).toEqual(['ADDED a', 'ADDED a']);
    await served.setWeather('fair');
    await make('b');
    await make('c');
    expect(await watch.names(2)).toEqual(['ADDED b', 'ADDED c']);
  });

  it('sends events in the wrong order, and loses none', async () => {
    const watch = await client.watch(CONFIG_MAPS);
    await served.setWeather('out-of-order');
    await Promise.all([make('a'), make('b')]);
    const names = await watch.names(2);
    expect([...names].sort()).toEqual(['ADDED a', 'ADDED b']);
    await make('alone');
    expect(await watch.names(1)).toEqual(['ADDED alone']);
  });

  it('breaks answers off in the middle', async () => {
    const watch = await client.watch(CONFIG_MAPS);
    await served.setWeather('truncated');
    await expect(list()).rejects.toThrow('aborted');
    const event = watch.next();
    await make('a').catch(() => {});
    expect(await event).toBe(undefined);
    await served.setWeather('fair');
    expect((await list()).json.items).toHaveLength(1);
  });

  it('sends slowly, and everything arrives', async () => {
    const watch = await client.watch(CONFIG_MAPS);
    await make('a');
    const before = (await list()).json.items;
    await served.setWeather('slow');
    expect((await list()).json.items).toEqual(before);
    await make('b');
    expect(await watch.names(2)).toEqual(['ADDED a', 'ADDED b']);
  });

  it('takes only new tokens once they were renewed', async () => {
    const watch = await client.watch(CONFIG_MAPS);
    served.renewTokens();
    expect(await watch.next()).toBe(undefined);
    expect((await list()).status).toBe(401);
    const renewed = client.withToken(`admin${served.tokenSuffix}`);
    expect((await renewed.get(CONFIG_MAPS)).status).toBe(200);
    renewed.close();
  });

  it('restarts with lower revisions: nothing from before can go on', async () => {
    await make('a');
    await make('b');
    const before = (await list()).json;
    const watch = await client.watch(CONFIG_MAPS);
    expect(await watch.names(2)).toHaveLength(2);
    served.restart();
    expect(await watch.next()).toBe(undefined);
    const after = (await list()).json;
    expect(after.items.map(nameOf)).toEqual(before.items.map(nameOf));
    expect(Number(after.metadata.resourceVersion)).toBeLessThan(
      Number(before.metadata.resourceVersion),
    );
    // A revision that has not come yet: silence, as on a real server, until there are newer ones.
    const again = await client.watch(CONFIG_MAPS, {
      resourceVersion: after.metadata.resourceVersion,
    });
    await make('c');
    expect(await again.names(1)).toEqual(['ADDED c']);
  });

  it('goes from one bad weather to another', async () => {
    await served.setWeather('refuse');
    await served.setWeather('forbidden');
    expect((await list()).status).toBe(403);
    await served.setWeather('refuse');
    await served.setWeather('hang');
    await served.setWeather('unauthorized');
    expect((await list()).status).toBe(401);
  });

  it('closes while it is hanging or refusing', async () => {
    await served.setWeather('hang');
    const outcome = list().catch((error: Error) => error.message);
    await served.close();
    expect(typeof (await outcome)).toBe('string');
    await expect(list()).rejects.toThrow('ECONNREFUSED');
  });
});
