import {
  KubeError,
  type KubeClient,
} from '@kasm-portal/backstage-plugin-kasm-node';
import { eventually } from '../__testUtils__/startPortal';
import type { PodFacts } from '../observation/Observation';
import { SignatureReader } from './SignatureReader';

const crashing = (restarts: number): PodFacts => ({
  name: 'kasm-api-1',
  component: 'api',
  createdAt: '2026-01-01T00:00:00Z',
  phase: 'Running',
  ready: false,
  containers: [
    {
      name: 'api',
      init: false,
      image: 'kasmweb/api:1.18.1',
      ready: false,
      restarts,
      state: 'waiting',
      reason: 'CrashLoopBackOff',
      lastTermination: {
        exitCode: 1,
        finishedAt: `2026-01-01T00:0${restarts}:00Z`,
      },
    },
  ],
});

function readerThatFinds(log: (previous: boolean) => string) {
  const asked: Array<{ pod: string; namespace: string; previous: boolean }> =
    [];
  const changed = jest.fn();
  const client = {
    podLog: async (
      pod: string,
      { namespace, previous = false }: { namespace: string; previous: boolean },
    ) => {
      asked.push({ pod, namespace, previous });
      return log(previous);
    },
  } as unknown as KubeClient;
  return { reader: new SignatureReader({ client, changed }), asked, changed };
}

const subject = (restarts: number) => ({
  component: 'api',
  namespace: 'kasm',
  pod: crashing(restarts),
});

describe('SignatureReader', () => {
  it('tells when what a recovered pod said counts no more', async () => {
    const { reader, changed } = readerThatFinds(
      () => 'FATAL: password authentication failed for user "kasm"',
    );
    reader.look([subject(1)]);
    await eventually(
      async () => reader.signatures,
      found => found.length === 1,
    );
    changed.mockClear();

    reader.look([]);
    reader.look([]);

    expect(reader.signatures).toEqual([]);
    expect(changed).toHaveBeenCalledTimes(1);
    await reader.stop();
  });

  it('reads a failing container once per restart, the crashed one too', async () => {
    const { reader, asked, changed } = readerThatFinds(previous =>
      previous ? 'FATAL: password authentication failed for user "kasm"' : '',
    );

    reader.look([subject(1)]);
    reader.look([subject(1)]);
    await eventually(
      async () => reader.signatures,
      found => found.length === 1,
    );
    reader.look([subject(1)]);
    await reader.stop();

    expect(asked).toEqual([
      { pod: 'kasm-api-1', namespace: 'kasm', previous: true },
      { pod: 'kasm-api-1', namespace: 'kasm', previous: false },
    ]);
    expect(reader.signatures).toEqual([
      {
        id: 'db-login',
        component: 'api',
        pod: 'kasm-api-1',
        at: '2026-01-01T00:01:00Z',
        line: 'FATAL: password authentication failed for user "kasm"',
      },
    ]);
    expect(changed).toHaveBeenCalledTimes(1);
  });

  it('keeps the newest restart only, and forgets what recovered', async () => {
    const { reader } = readerThatFinds(
      () => 'FATAL: password authentication failed for user "kasm"',
    );

    reader.look([subject(1)]);
    await eventually(
      async () => reader.signatures,
      found => found.length === 1,
    );
    reader.look([subject(2)]);
    await eventually(
      async () => reader.signatures,
      found => found[0].at === '2026-01-01T00:02:00Z',
    );
    expect(reader.signatures).toHaveLength(1);

    reader.look([]);
    expect(reader.signatures).toEqual([]);
    await reader.stop();
  });

  it('does not remember more with every restart', async () => {
    const { reader } = readerThatFinds(previous =>
      previous ? 'FATAL: password authentication failed for user "kasm"' : '',
    );
    const { reader: silent, asked } = readerThatFinds(() => 'nothing known');

    for (let restarts = 1; restarts <= 9; restarts++) {
      reader.look([subject(restarts)]);
      await eventually(
        async () => reader.signatures,
        found => found[0]?.at === `2026-01-01T00:0${restarts}:00Z`,
      );
      silent.look([subject(restarts)]);
      await eventually(
        async () => asked,
        calls => calls.length === 2 * restarts,
      );
    }
    await Promise.all([reader.stop(), silent.stop()]);

    expect(reader.signatures).toHaveLength(1);
    expect(reader.size).toBe(1);
    expect(silent.size).toBe(1);
  });

  it('says nothing without the right to read logs', async () => {
    const { reader, asked, changed } = readerThatFinds(() => {
      throw new KubeError('forbidden', 'no');
    });

    reader.look([subject(1)]);
    await eventually(
      async () => asked,
      calls => calls.length === 2,
    );
    await reader.stop();

    expect(reader.signatures).toEqual([]);
    expect(changed).not.toHaveBeenCalled();
  });

  it('reads a container that works once in each turn, for what it says of others', async () => {
    const { reader, asked } = readerThatFinds(
      () => '{"record":{"message":"relation \\"zones\\" does not exist"}}',
    );
    const [crashed] = crashing(0).containers;
    const primary = {
      component: 'database',
      namespace: 'database',
      pod: {
        ...crashing(0),
        name: 'kasm-pg-1',
        ready: true,
        containers: [
          {
            ...crashed,
            name: 'postgres',
            ready: true,
            state: 'running' as const,
            reason: undefined,
            lastTermination: undefined,
          },
        ],
      },
    };

    reader.look([primary]);
    reader.look([{ ...primary, also: { container: 'postgres', turn: 1 } }]);
    reader.look([{ ...primary, also: { container: 'postgres', turn: 1 } }]);
    await eventually(
      async () => reader.signatures,
      found => found.length === 1,
    );
    expect(asked).toHaveLength(1);

    reader.look([{ ...primary, also: { container: 'postgres', turn: 2 } }]);
    await eventually(
      async () => asked,
      reads => reads.length === 2,
    );
    await reader.stop();

    expect(reader.signatures).toHaveLength(1);
  });
});
