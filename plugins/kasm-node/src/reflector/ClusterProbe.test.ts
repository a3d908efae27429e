import { createKubeClient } from '../client/createKubeClient';
import type { KubeClient } from '../client/KubeClient';
import { resources } from '../client/resources';
import { listOf, pod, statusOf } from '../scriptedServer/answers';
import { eventually } from '../scriptedServer/eventually';
import {
  ScriptedServer,
  type Script,
  type ScriptedStream,
} from '../scriptedServer/ScriptedServer';
import { ClusterProbe } from './ClusterProbe';
import { Reflector } from './Reflector';

const unauthorized = statusOf(401, 'Unauthorized', 'Unauthorized');
const forbidden = statusOf(403, 'Forbidden', 'no');

describe('ClusterProbe', () => {
  let server: ScriptedServer;
  let client: KubeClient;
  let probe: ClusterProbe;
  let healthy: Script;
  let stream: ScriptedStream;

  beforeEach(async () => {
    healthy = (request, reply) => {
      if (request.path === '/version') {
        reply.json(200, { gitVersion: 'v1.33.0' });
      } else if (request.watch) {
        stream = reply.stream();
      } else {
        reply.json(200, listOf([pod('api', 5)], 10));
      }
    };
    server = await ScriptedServer.start(healthy);
    client = createKubeClient({
      cluster: 'rke2',
      loadCredential: async () => ({
        server: server.url,
        tls: {},
        headers: { authorization: 'Bearer x' },
      }),
    });
    probe = new ClusterProbe({ client, interval: 10, deadline: 1000 });
  });

  afterEach(async () => {
    await probe.stop();
    await client.close();
    await server.abandoned();
    await server.stop();
  });

  const becomes = (state: string) =>
    eventually(() => expect(probe.report.state).toBe(state));

  it('does not know before the first answer', () => {
    expect(probe.report.state).toBe('unknown');
  });

  it.each<[string, Script, string]>([
    ['hangs', () => {}, 'unreachable'],
    ['drops connections', (_, reply) => reply.drop(), 'unreachable'],
    ['fails', (_, reply) => reply.json(503, {}), 'unreachable'],
    [
      'answers 401',
      (_, reply) => reply.json(401, unauthorized),
      'unauthenticated',
    ],
    ['answers 403', (_, reply) => reply.json(403, forbidden), 'forbidden'],
    ['is busy', (_, reply) => reply.json(429, {}), 'ok'],
  ])('when the API %s', async (_, script, state) => {
    server.script = script;
    probe.start();
    await becomes(state);
    expect(probe.report.reason === undefined).toBe(state === 'ok');
    server.script = healthy;
    await becomes('ok');
  });

  it('tells changes once, with a reason', async () => {
    const told: string[] = [];
    probe.subscribe(({ state, reason }) => told.push(`${state} ${reason}`));
    probe.start();
    await becomes('ok');
    const asked = server.requests.length;
    await eventually(() =>
      expect(server.requests.length).toBeGreaterThan(asked + 2),
    );
    server.script = (_, reply) => reply.json(401, unauthorized);
    await becomes('unauthenticated');
    expect(told).toEqual([
      'ok undefined',
      expect.stringMatching(/^unauthenticated rke2: get the version was/),
    ]);
  });

  it('stops while it is asking', async () => {
    server.script = () => {};
    probe.start();
    await eventually(() => expect(server.requests).toHaveLength(1));
    await probe.stop();
    expect(probe.report.state).toBe('unknown');
  });

  describe('with a reflector', () => {
    let reflector: Reflector<string>;

    beforeEach(async () => {
      probe.start();
      reflector = new Reflector<string>({
        client,
        probe,
        resource: resources.pods,
        namespace: 'kasm',
        project: ({ metadata }) => metadata.name,
      });
      reflector.start();
    });

    afterEach(() => reflector.stop());

    const watching = () =>
      eventually(() => {
        expect(server.asked('watch').length).toBeGreaterThan(0);
        expect(reflector.state.state).toBe('ok');
        expect(probe.report.state).toBe('ok');
      });

    // The reflector alone would not notice these: its watch is open and quiet.
    it.each<[string, Script, string]>([
      ['hangs', () => {}, 'unreachable'],
      [
        'answers 401',
        (_, reply) => reply.json(401, unauthorized),
        'unauthenticated',
      ],
      ['answers 403', (_, reply) => reply.json(403, forbidden), 'forbidden'],
    ])('shows that the API %s and sees again after', async (_, bad, state) => {
      await watching();
      server.script = bad;
      await eventually(() => expect(reflector.state.state).toBe(state));
      expect(reflector.state.reason).toMatch(
        /^rke2: (list|watch) pods in namespace kasm/,
      );
      expect([...reflector.items.keys()]).toEqual(['kasm/api']);
      const count = server.asked('watch').length;
      server.script = healthy;
      await eventually(() => {
        expect(reflector.state.state).toBe('ok');
        expect(server.asked('watch').length).toBeGreaterThan(count);
      });
      stream.event('ADDED', pod('db', 11));
      await eventually(() => expect(reflector.items.size).toBe(2));
    });

    it('is content with an API that answers, but keeps its version to itself', async () => {
      await watching();
      server.script = (request, reply) =>
        request.path === '/version'
          ? reply.json(403, forbidden)
          : healthy(request, reply);
      await becomes('forbidden');
      await eventually(() =>
        expect(server.asked('watch').length).toBeGreaterThan(1),
      );
      expect(reflector.state.state).toBe('ok');
    });
  });
});
