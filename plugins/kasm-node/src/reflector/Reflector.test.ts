import { createKubeClient } from '../client/createKubeClient';
import type { KubeClient } from '../client/KubeClient';
import { resources } from '../client/resources';
import { listOf, pod, statusOf } from '../scriptedServer/answers';
import { eventually } from '../scriptedServer/eventually';
import { ManualClock } from '../scriptedServer/ManualClock';
import {
  ScriptedServer,
  type ScriptedReply,
  type ScriptedRequest,
  type ScriptedStream,
} from '../scriptedServer/ScriptedServer';
import { Reflector } from './Reflector';
import type {
  ReflectorChange,
  ReflectorOptions,
  ReflectorState,
} from './ReflectorOptions';

interface Projection {
  name: string;
  phase: string;
}

describe('Reflector', () => {
  let server: ScriptedServer;
  let client: KubeClient;
  let clock: ManualClock;
  let reflector: Reflector<Projection>;
  let changes: Array<ReflectorChange<Projection>>;
  let states: ReflectorState[];
  let stream: ScriptedStream;
  let list: (request: ScriptedRequest, reply: ScriptedReply) => void;
  let watch: (request: ScriptedRequest, reply: ScriptedReply) => void;
  let token: string;

  beforeEach(async () => {
    clock = new ManualClock();
    changes = [];
    states = [];
    token = 'first';
    list = (_, reply) => reply.json(200, listOf([pod('api', 5)], 10));
    watch = (_, reply) => {
      stream = reply.stream();
    };
    server = await ScriptedServer.start((request, reply) =>
      (request.watch ? watch : list)(request, reply),
    );
    client = createKubeClient({
      cluster: 'rke2',
      lineLimit: 100_000,
      renewalPause: 0,
      loadCredential: async () => ({
        server: server.url,
        tls: {},
        headers: { authorization: `Bearer ${token}` },
      }),
    });
  });

  afterEach(async () => {
    await reflector.stop();
    await client.close();
    await server.abandoned();
    clock.stop();
    await server.stop();
  });

  function begin(options: Partial<ReflectorOptions<Projection>> = {}) {
    reflector = new Reflector<Projection>({
      client,
      resource: resources.pods,
      namespace: 'kasm',
      project: ({ metadata, status }) => ({
        name: metadata.name,
        phase: (status as { phase: string }).phase,
      }),
      onChange: change => changes.push(change),
      onState: state => states.push(state),
      clock,
      random: () => 0,
      ...options,
    });
    reflector.start();
  }

  const state = () => reflector.state.state;
  const phases = () =>
    Object.fromEntries(
      [...reflector.items.values()].map(({ name, phase }) => [name, phase]),
    );
  const watching = (times = 1) =>
    eventually(() => expect(server.asked('watch')).toHaveLength(times));
  const becomes = (wanted: ReflectorState['state']) =>
    eventually(() => expect(state()).toBe(wanted));
  /** Lets the pause before the next attempt pass, however long it is. */
  const pause = async () => {
    await eventually(() => expect(clock.next).toBeDefined());
    const length = clock.next!;
    clock.turn(length);
    return length;
  };

  describe('in good weather', () => {
    it('is not known to see anything before the first answer', () => {
      list = () => {};
      begin();
      expect(reflector.state).toMatchObject({
        state: 'unreachable',
        reason: 'rke2: list pods in namespace kasm has not been answered yet',
      });
    });

    it('lists, then watches from where the list ended', async () => {
      begin();
      await reflector.settled();
      expect(state()).toBe('ok');
      expect(reflector.state.reason).toBeUndefined();
      expect(phases()).toEqual({ api: 'Running' });
      await watching();
      expect(server.asked('watch')[0].query.resourceVersion).toBe('10');
      expect(changes).toEqual([
        {
          type: 'set',
          key: 'kasm/api',
          item: { name: 'api', phase: 'Running' },
          previous: undefined,
        },
      ]);
    });

    it('lists page by page', async () => {
      list = (request, reply) =>
        request.query.continue
          ? reply.json(200, listOf([pod('b', 2)], 10))
          : reply.json(200, listOf([pod('a', 1)], 10, 'next'));
      begin({ pageSize: 1 });
      await reflector.settled();
      expect(Object.keys(phases())).toEqual(['a', 'b']);
      expect(server.asked('list')[1].query).toMatchObject({
        limit: '1',
        continue: 'next',
      });
    });

    it('begins the list anew, in one piece, when its pages have expired', async () => {
      list = (request, reply) => {
        if (request.query.continue) {
          reply.json(410, statusOf(410, 'Expired', 'continue is too old'));
        } else if (request.query.limit) {
          reply.json(200, listOf([pod('gone-meanwhile', 1)], 10, 'next'));
        } else {
          reply.json(200, listOf([pod('a', 1), pod('b', 2)], 20));
        }
      };
      begin();
      await reflector.settled();
      expect(Object.keys(phases())).toEqual(['a', 'b']);
    });

    it('follows what comes, changes and goes', async () => {
      begin();
      await watching();
      stream.event('ADDED', pod('db', 11, 'Pending'));
      stream.event('MODIFIED', pod('db', 12, 'Running'));
      stream.event('DELETED', pod('api', 13));
      await eventually(() => expect(changes).toHaveLength(4));
      expect(phases()).toEqual({ db: 'Running' });
      expect(changes[2]).toMatchObject({
        item: { phase: 'Running' },
        previous: { phase: 'Pending' },
      });
      expect(changes[3]).toMatchObject({ type: 'delete', key: 'kasm/api' });
    });

    it('is empty, and says of what, when there is nothing', async () => {
      list = (_, reply) => reply.json(200, listOf([], 10));
      begin();
      await becomes('empty');
      expect(reflector.state.reason).toBe(
        'rke2: list pods in namespace kasm found nothing',
      );
      await watching();
      stream.event('ADDED', pod('db', 11));
      await becomes('ok');
      stream.event('DELETED', pod('db', 12));
      await becomes('empty');
    });

    it('ignores objects that the projection ignores, also when they begin to be ignored', async () => {
      begin({
        project: ({ metadata, status }) => {
          const { phase } = status as { phase: string };
          return phase === 'Failed'
            ? undefined
            : { name: metadata.name, phase };
        },
      });
      await watching();
      stream.event('MODIFIED', pod('api', 11, 'Failed'));
      await becomes('empty');
      expect(phases()).toEqual({});
    });

    it('tells nothing of changes outside the projection and of repeated events', async () => {
      begin();
      await watching();
      stream.event('MODIFIED', pod('api', 11));
      stream.event('ADDED', pod('api', 11));
      stream.event('ADDED', pod('db', 12));
      stream.event('ADDED', pod('db', 12));
      stream.event('DELETED', pod('db', 13));
      stream.event('DELETED', pod('db', 13));
      stream.event('ADDED', pod('end', 14));
      await eventually(() => expect(phases()).toHaveProperty('end'));
      expect(changes.map(({ type, key }) => `${type} ${key}`)).toEqual([
        'set kasm/api',
        'set kasm/db',
        'delete kasm/db',
        'set kasm/end',
      ]);
    });

    it('survives observers that throw', async () => {
      const warnings: string[] = [];
      begin({
        onChange: () => {
          throw new Error('observer is ill');
        },
        logger: { warn: message => warnings.push(message) },
      });
      await watching();
      stream.event('ADDED', pod('db', 11));
      await eventually(() => expect(phases()).toHaveProperty('db'));
      expect(warnings[0]).toContain('observer is ill');
    });
  });

  describe('when a watch ends', () => {
    it('goes on from the last bookmark without a new list', async () => {
      begin();
      await watching();
      stream.event('BOOKMARK', pod('', 42));
      stream.end();
      await watching(2);
      expect(server.asked('watch')[1].query.resourceVersion).toBe('42');
      expect(server.asked('list')).toHaveLength(1);
      expect(states.map(s => s.state)).toEqual(['ok']);
    });

    it('goes on at once from the last event when the connection breaks', async () => {
      begin();
      await watching();
      stream.event('ADDED', pod('db', 11));
      await eventually(() => expect(phases()).toHaveProperty('db'));
      stream.drop();
      await watching(2);
      expect(server.asked('watch')[1].query.resourceVersion).toBe('11');
      expect(states.map(s => s.state)).toEqual(['ok']);
    });

    it('notices a half-open connection and goes on', async () => {
      begin({ inactivity: 50 });
      await watching(2);
      expect(server.asked('watch')[1].query.resourceVersion).toBe('10');
      expect(state()).toBe('ok');
    });

    it('does not hammer a server that ends every watch at once', async () => {
      watch = (_, reply) => reply.stream().end();
      begin();
      await watching();
      expect(await pause()).toBe(250);
      await watching(2);
      expect(await pause()).toBe(500);
    });

    it.each([
      [
        'as an answer',
        (reply: ScriptedReply) =>
          reply.json(410, statusOf(410, 'Expired', 'too old')),
      ],
      [
        'as an event',
        (reply: ScriptedReply) =>
          reply.stream().event('ERROR', statusOf(410, 'Gone', 'too old')),
      ],
    ])('lists again at once on 410 %s', async (_, gone) => {
      begin();
      await watching();
      watch = (__, reply) => {
        watch = (___, next) => {
          stream = next.stream();
        };
        gone(reply);
      };
      list = (__, reply) =>
        reply.json(200, listOf([pod('new', 90, 'Pending')], 99));
      stream.event('BOOKMARK', pod('', 20));
      stream.end();
      await watching(3);
      expect(server.asked('watch')[2].query.resourceVersion).toBe('99');
      expect(phases()).toEqual({ new: 'Pending' });
      expect(changes.slice(1).map(({ type, key }) => [type, key])).toEqual([
        ['delete', 'kasm/api'],
        ['set', 'kasm/new'],
      ]);
      expect(states.map(s => s.state)).toEqual(['ok']);
    });

    it('does not hammer a server whose lists are always too old', async () => {
      watch = (_, reply) =>
        reply.json(410, statusOf(410, 'Expired', 'too old'));
      begin();
      await watching(2);
      expect(await pause()).toBe(500);
      await watching(3);
      expect(await pause()).toBe(1000);
    });

    it('lists again when a restored server has gone back in time', async () => {
      begin();
      await watching();
      stream.event('BOOKMARK', pod('', 500));
      list = (_, reply) => reply.json(200, listOf([pod('old', 3)], 4));
      stream.event('ADDED', pod('old', 3));
      await watching(2);
      expect(server.asked('watch')[1].query.resourceVersion).toBe('4');
      expect(Object.keys(phases())).toEqual(['old']);
      expect(state()).toBe('ok');
    });

    it.each([
      ['not JSON', '{"type": oops}\n'],
      ['too large', 'x'.repeat(200_000)],
    ])('lists again when an event is %s', async (_, bytes) => {
      begin();
      await watching();
      stream.bytes(bytes);
      await pause();
      await watching(2);
      expect(server.asked('list')).toHaveLength(2);
      expect(state()).toBe('ok');
    });
  });

  describe('in bad weather', () => {
    it('keeps what it knew while the server is away, and lists when it is back', async () => {
      begin();
      await watching();
      stream.event('BOOKMARK', pod('', 500));
      await server.stop();
      await becomes('unreachable');
      expect(phases()).toEqual({ api: 'Running' });
      expect(reflector.state.reason).toMatch(
        /^rke2: watch pods in namespace kasm failed, the API cannot be reached \(ECONNREFUSED\); check/,
      );
      list = (_, reply) => reply.json(200, listOf([pod('fresh', 1)], 2));
      await server.listen();
      await pause();
      await becomes('ok');
      expect(Object.keys(phases())).toEqual(['fresh']);
    });

    it('waits longer and longer, up to the cap, and starts small after a success', async () => {
      list = (_, reply) => reply.json(500, statusOf(500, 'Oops', 'no'));
      begin({ backoff: { first: 100, cap: 300 } });
      const pauses = [await pause(), await pause(), await pause()];
      expect(pauses).toEqual([50, 100, 150]);
      list = (_, reply) => reply.json(200, listOf([], 1));
      await watching();
      stream.event('BOOKMARK', pod('', 2));
      stream.event('ADDED', pod('db', 3));
      await eventually(() => expect(phases()).toHaveProperty('db'));
      list = (_, reply) => reply.json(500, statusOf(500, 'Oops', 'no'));
      stream.event('ERROR', statusOf(500, 'Oops', 'no'));
      expect(await pause()).toBe(50);
    });

    it('spreads retries by chance', async () => {
      list = (_, reply) => reply.drop();
      begin({ random: () => 0.5 });
      expect(await pause()).toBe(375);
    });

    it('is unreachable, not stale, when nothing was ever read', async () => {
      list = (_, reply) => reply.json(500, statusOf(500, 'Oops', 'etcd'));
      begin();
      await reflector.settled();
      expect(reflector.state).toMatchObject({
        state: 'unreachable',
        reason:
          'rke2: list pods in namespace kasm failed in the API server (500): etcd; check the API server',
      });
    });

    it('is stale when what was read cannot be refreshed, but not for one hiccup', async () => {
      begin();
      await watching();
      list = (_, reply) => reply.json(503, statusOf(503, 'Oops', 'no'));
      stream.event('ERROR', statusOf(500, 'Oops', 'no'));
      await pause();
      await becomes('stale');
      expect(phases()).toEqual({ api: 'Running' });
      expect(reflector.state.seen).toBe('2026-01-01T00:00:00.000Z');
      expect(reflector.state.since).toBe('2026-01-01T00:00:00.250Z');
    });

    it('gives a busy server the time that it asks for', async () => {
      list = (_, reply) =>
        reply.json(429, statusOf(429, 'TooManyRequests', 'busy'), {
          'retry-after': '7',
        });
      begin();
      expect(await pause()).toBe(7000);
    });

    it('gives up on a list that hangs', async () => {
      list = () => {};
      begin({ deadline: 50 });
      await reflector.settled();
      expect(reflector.state.reason).toContain('was not answered in time');
    });

    it('says what it may not do, keeps what it knew, and tries again slowly', async () => {
      begin();
      await watching();
      watch = (_, reply) =>
        reply.json(403, statusOf(403, 'Forbidden', 'no pods for you'));
      list = watch;
      stream.event('BOOKMARK', pod('', 20));
      stream.end();
      await becomes('forbidden');
      expect(reflector.state.reason).toBe(
        "rke2: watch pods in namespace kasm was refused (403): no pods for you; grant the portal's reader list and watch on it",
      );
      expect(phases()).toEqual({ api: 'Running' });
      await eventually(() => expect(clock.next).toBeGreaterThanOrEqual(250));
    });

    it('retries a refusal more and more slowly', async () => {
      list = (_, reply) => reply.json(403, statusOf(403, 'Forbidden', 'no'));
      begin({ backoff: { first: 100, cap: 200 }, slowRetry: 600 });
      const pauses = [];
      for (let i = 0; i < 4; i++) pauses.push(await pause());
      expect(pauses).toEqual([50, 100, 200, 300]);
      expect(state()).toBe('forbidden');
      list = (_, reply) => reply.json(200, listOf([pod('api', 5)], 10));
      await becomes('ok');
    });

    it('does not say ok in between when it may list but not watch', async () => {
      watch = (_, reply) => reply.json(403, statusOf(403, 'Forbidden', 'no'));
      begin();
      await becomes('forbidden');
      await pause();
      await watching(2);
      await eventually(() => expect(clock.next).toBeDefined());
      expect(states.map(s => s.state)).toEqual(['ok', 'forbidden']);
    });

    it('takes up a renewed token', async () => {
      const guarded = list;
      list = (request, reply) =>
        request.headers.authorization === 'Bearer second'
          ? guarded(request, reply)
          : reply.json(401, statusOf(401, 'Unauthorized', 'no'));
      begin();
      await becomes('unauthenticated');
      expect(reflector.state.reason).toContain('renew');
      token = 'second';
      await pause();
      await becomes('ok');
    });

    it('knows a resource that is not installed, and finds it when it is', async () => {
      list = (_, reply) => reply.text(404, '404 page not found');
      begin();
      await becomes('notInstalled');
      expect(reflector.state.reason).toContain('CustomResourceDefinition');
      list = (_, reply) => reply.json(200, listOf([pod('api', 5)], 10));
      await pause();
      await becomes('ok');
    });
  });

  describe('stop', () => {
    it('ends a pause', async () => {
      list = (_, reply) => reply.drop();
      begin();
      await eventually(() => expect(clock.next).toBeDefined());
      await reflector.stop();
      expect(clock.waiting).toBe(0);
    });

    it('ends a list that hangs', async () => {
      list = () => {};
      begin();
      await eventually(() => expect(server.asked('list')).toHaveLength(1));
      await reflector.stop();
      await reflector.settled();
      expect(states).toEqual([]);
    });

    it('is heard no more', async () => {
      begin();
      await watching();
      await reflector.stop();
      stream.event('ADDED', pod('late', 11));
      await eventually(() => expect(server.openAnswers).toBe(0));
      expect(phases()).toEqual({ api: 'Running' });
    });

    it('may come before the start', async () => {
      reflector = new Reflector<Projection>({
        client,
        resource: resources.pods,
        project: () => undefined,
      });
      await reflector.stop();
      reflector.start();
      expect(server.requests).toEqual([]);
    });
  });
});
