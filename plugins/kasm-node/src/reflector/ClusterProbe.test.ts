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

  describe('when an answer takes longer than its deadline', () => {
    let told: string[];

    beforeEach(async () => {
      await probe.stop();
      probe = new ClusterProbe({ client, interval: 10, deadline: 200 });
      told = [];
      probe.subscribe(({ state }) => told.push(state));
      probe.start();
      await becomes('ok');
    });

    it('does not blame the API for the time that this process was busy', async () => {
      let asked = () => {};
      const asking = new Promise<void>(resolve => {
        asked = resolve;
      });
      server.script = (_, reply) => {
        reply.json(200, { gitVersion: 'v1.33.0' });
        asked();
      };
      await asking;
      // The answer is on its way, and nobody here reads it.
      const end = performance.now() + 600;
      while (performance.now() < end);
      const count = server.requests.length;
      await eventually(() =>
        expect(server.requests.length).toBeGreaterThan(count + 1),
      );
      expect(told).toEqual(['ok']);
    });

    it('believes a watch that still hears it, until that falls silent too', async () => {
      const calling = new AbortController();
      const watching = (async () => {
        for await (const _ of client.watch(resources.pods, {
          resourceVersion: '1',
          signal: calling.signal,
        }));
      })().catch(() => {});
      await eventually(() => expect(stream).toBeDefined());
      server.script = () => {};
      const talk = setInterval(
        () => stream.event('MODIFIED', pod('api', 12)),
        20,
      );
      const asked = server.requests.length;
      await eventually(() =>
        // It has given a question up and asked again.
        expect(server.requests.length).toBeGreaterThan(asked + 1),
      );
      expect(told).toEqual(['ok']);
      clearInterval(talk);
      await becomes('unreachable');
      expect(probe.report.reason).toBe(
        'rke2: get the version was not answered in time (0.2 s)',
      );
      calling.abort();
      await watching;
    });
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
