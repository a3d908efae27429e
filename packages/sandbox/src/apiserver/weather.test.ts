import { ContractClient } from '../contract/ContractClient';
import { eventually } from '../contract/contractClusters';
import { createCertificateAuthority } from '../certificates/CertificateAuthority';
import { createClusterStore } from './createClusterStore';
import { serveCluster, type ServedCluster } from './serveCluster';

// Everything takes long on a machine with much else to do.
jest.setTimeout(60_000);

const CONFIG_MAPS = '/api/v1/namespaces/default/configmaps';

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
      users: [{ name: 'admin', groups: [], access: 'admin', token: 'admin' }],
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
