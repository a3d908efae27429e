import { pod, statusOf } from '../scriptedServer/answers';
import { eventually } from '../scriptedServer/eventually';
import {
  ScriptedServer,
  type ScriptedStream,
} from '../scriptedServer/ScriptedServer';
import { createKubeClient } from './createKubeClient';
import type { KubeClient, WatchEvent } from './KubeClient';
import { KubeError } from './KubeError';
import { resources } from './resources';

describe('watch', () => {
  let server: ScriptedServer;
  let client: KubeClient;
  let stream: ScriptedStream;
  let stop: AbortController;

  beforeEach(async () => {
    stop = new AbortController();
    server = await ScriptedServer.start((_, reply) => {
      stream = reply.stream();
    });
    client = createKubeClient({
      cluster: 'rke2',
      lineLimit: 4096,
      loadCredential: async () => ({
        server: server.url,
        tls: {},
        headers: { authorization: 'Bearer x' },
      }),
    });
  });

  afterEach(async () => {
    stop.abort();
    await client.close();
    await server.abandoned();
    await server.stop();
  });

  /** Watches in the background. */
  function follow(options: { inactivity?: number; deadline?: number } = {}) {
    const events: WatchEvent[] = [];
    let opened = 0;
    const end = (async () => {
      const watch = client.watch(resources.pods, {
        namespace: 'kasm',
        resourceVersion: '7',
        signal: stop.signal,
        onOpen: () => {
          opened += 1;
        },
        ...options,
      });
      for await (const event of watch) events.push(event);
      return undefined;
    })().catch(error => error as KubeError);
    const ready = () => eventually(() => expect(opened).toBe(1));
    return { events, end, ready };
  }

  it('asks for bookmarks and for an end', async () => {
    const { ready } = follow();
    await ready();
    expect(server.requests[0].query).toMatchObject({
      watch: 'true',
      allowWatchBookmarks: 'true',
      resourceVersion: '7',
    });
    expect(Number(server.requests[0].query.timeoutSeconds)).toBeGreaterThan(60);
  });

  it('puts together events whose bytes come in pieces, even within a character', async () => {
    const { events, end, ready } = follow();
    await ready();
    const line = Buffer.from(
      `${JSON.stringify({ type: 'ADDED', object: pod('käse-🧀', 8) })}\n`,
    );
    for (const byte of line) {
      stream.bytes(Buffer.from([byte]));
      await new Promise(resolve => setImmediate(resolve));
    }
    await eventually(() => expect(events).toHaveLength(1));
    expect(events[0].object.metadata.name).toBe('käse-🧀');
    stream.event('BOOKMARK', pod('', 9));
    stream.end();
    expect(await end).toBeUndefined();
    expect(events.map(({ type }) => type)).toEqual(['ADDED', 'BOOKMARK']);
  });

  it('takes several events of one chunk', async () => {
    const { events, end, ready } = follow();
    await ready();
    const line = (n: number) =>
      `${JSON.stringify({ type: 'MODIFIED', object: pod('api', n) })}\n`;
    stream.bytes(`${line(8)}\n${line(9)}${line(10)}`);
    stream.end();
    expect(await end).toBeUndefined();
    expect(events).toHaveLength(3);
  });

  it('throws gone for 410 as an answer', async () => {
    server.script = (_, reply) =>
      reply.json(410, statusOf(410, 'Expired', 'too old resource version'));
    expect(await follow().end).toMatchObject({ kind: 'gone' });
  });

  it('throws gone for 410 as an event', async () => {
    const { end, ready } = follow();
    await ready();
    stream.event('ERROR', statusOf(410, 'Expired', 'too old'));
    expect(await end).toMatchObject({ kind: 'gone' });
  });

  it('tells a broken stream from an ended one', async () => {
    const { events, end, ready } = follow();
    await ready();
    stream.event('ADDED', pod('api', 8));
    await eventually(() => expect(events).toHaveLength(1));
    stream.drop();
    expect(await end).toMatchObject({ kind: 'unreachable' });
  });

  it('does not take half an event for one', async () => {
    const { events, end, ready } = follow();
    await ready();
    stream.bytes('{"type":"ADDED","object":{"metadata":{}}}');
    stream.end();
    expect(await end).toMatchObject({ kind: 'unreachable' });
    expect(events).toEqual([]);
  });

  it.each(['not JSON\n', '{"type":"ADDED"}\n', 'null\n', '{"type":"X"}\n'])(
    'refuses %j',
    async line => {
      const { end, ready } = follow();
      await ready();
      stream.bytes(line);
      expect(await end).toMatchObject({ kind: 'server' });
    },
  );

  it('refuses a line without end', async () => {
    const { end, ready } = follow();
    await ready();
    stream.bytes('x'.repeat(5000));
    expect(await end).toMatchObject({ kind: 'server' });
  });

  it('gives up on a connection that has fallen silent', async () => {
    const { end, ready } = follow({ inactivity: 50 });
    await ready();
    const error = await end;
    expect(error).toMatchObject({ kind: 'timeout' });
    expect(error?.message).toMatch(
      /^rke2: watch pods in namespace kasm .*silent/,
    );
  });

  it('gives up on a server that does not accept the watch', async () => {
    server.script = () => {};
    expect(await follow({ deadline: 50 }).end).toMatchObject({
      kind: 'timeout',
    });
  });

  it('ends at once when it is called off', async () => {
    const { end, ready } = follow();
    await ready();
    stop.abort();
    expect(await end).toMatchObject({ kind: 'aborted' });
  });

  it('leaves no socket when the reader stops reading', async () => {
    const watch = client.watch(resources.pods, {
      resourceVersion: '7',
      signal: stop.signal,
      onOpen: () => stream.event('ADDED', pod('api', 8)),
    });
    for await (const event of watch) {
      expect(event.type).toBe('ADDED');
      break;
    }
    await eventually(() => expect(server.openAnswers).toBe(0));
  });

  it('does not keep requests waiting', async () => {
    const follows = Array.from({ length: 40 }, () => follow());
    await Promise.all(follows.map(({ ready }) => ready()));
    server.script = (_, reply) => reply.json(200, { gitVersion: 'v1.33.0' });
    expect(await client.version()).toBe('v1.33.0');
  });
});
