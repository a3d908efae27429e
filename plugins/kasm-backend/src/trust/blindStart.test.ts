import { createServer, type AddressInfo, type Server, type Socket } from 'net';
import {
  eventually,
  startPortal,
  type Portal,
} from '../__testUtils__/startPortal';

// A cold start compiles half of Backstage.
jest.setTimeout(60_000);

const PATH = '/v1/deployments/rke2/kasm';

/** A server that does with a connection whatever it is told to. */
async function serverThat(onConnection: (socket: Socket) => void) {
  const sockets = new Set<Socket>();
  const server: Server = createServer(socket => {
    sockets.add(socket.on('error', () => {}));
    onConnection(socket);
  });
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  return {
    port: (server.address() as AddressInfo).port,
    async stop() {
      sockets.forEach(socket => socket.destroy());
      await new Promise(done => server.close(done));
    },
  };
}

const CLUSTERS: Array<[string, (socket: Socket) => void, object?]> = [
  ['accept and say nothing', () => {}],
  ['hang up', socket => socket.destroy()],
  ['speak something else', socket => void socket.end('SSH-2.0-x\r\n')],
  ['speak without end', socket => void socket.write('x'.repeat(1_000_000))],
  [
    'have a credential that is not there',
    () => {},
    { reader: { kubeconfigFile: '/nowhere/kubeconfig', context: 'rke2' } },
  ],
];

describe.each(CLUSTERS)(
  'while all clusters %s',
  (_, onConnection, more = {}) => {
    let server: Awaited<ReturnType<typeof serverThat>>;
    let portal: Portal;

    beforeAll(async () => {
      server = await serverThat(onConnection);
      const reader = {
        server: `https://127.0.0.1:${server.port}`,
        token: 'a-token',
      };
      portal = await startPortal({
        kasm: {
          requestsPerMinute: 100_000,
          clusters: [
            {
              name: 'rke2',
              roles: ['controlPlane'],
              namespaces: ['kasm', 'database'],
              domains: ['sandbox.localhost'],
              agentClusters: ['harvester'],
              ingress: { address: '127.0.0.1', port: server.port },
              reader,
              ...more,
            },
            {
              name: 'harvester',
              roles: ['agents'],
              namespaces: ['kasm-agents'],
              reader,
              ...more,
            },
          ],
          deployments: [
            {
              cluster: 'rke2',
              name: 'kasm',
              owner: 'group:default/platform',
              domain: 'sandbox.localhost',
              agents: { cluster: 'harvester', namespace: 'kasm-agents' },
            },
          ],
        },
      });
    });
    afterAll(async () => {
      await portal?.stop();
      await server?.stop();
    });

    it('the backend is ready and alive', async () => {
      for (const what of ['readiness', 'liveness']) {
        const answer = await fetch(
          new URL(`/.backstage/health/v1/${what}`, portal.url),
        );
        expect([what, answer.status]).toEqual([what, 200]);
        expect(await answer.json()).toEqual({ status: 'ok' });
      }
    });

    it('every route answers, and says what is not seen', async () => {
      const { body } = await eventually(
        () => portal.get(PATH),
        answer => answer.body.sources?.controlPlane?.reason !== undefined,
      );
      expect(['unknown', 'degraded', 'down']).toContain(body.health);
      for (const source of ['controlPlane', 'database', 'agentVms']) {
        expect(body.sources[source].state).not.toMatch(/^(ok|empty)$/);
      }
      expect(body.checks.map(({ result }: any) => result)).not.toContain(
        'pass',
      );
      const list = await portal.get('/v1/deployments');
      expect(list.body.items).toMatchObject([
        { ref: 'rke2/kasm', health: expect.not.stringMatching(/healthy/) },
      ]);
      expect(list.body.clusters.rke2.state).not.toBe('ok');
      const clusters = await portal.get('/v1/clusters');
      expect(
        clusters.body.items.map(({ reachable }: any) => reachable),
      ).toEqual([false, false]);
      for (const [path, status] of [
        [`${PATH}/history`, 200],
        [`${PATH}/sessions`, 200],
        [`${PATH}/logs/api`, 400],
        ['/v1/clusters/rke2/dns?host=kasm.sandbox.localhost', 200],
      ] as const) {
        expect([path, (await portal.get(path)).status]).toEqual([path, status]);
      }
    });

    it('the backend ends when it is told to', async () => {
      const ending = portal.stop();
      portal = undefined as never;
      await expect(ending).resolves.toBeUndefined();
    });
  },
);
