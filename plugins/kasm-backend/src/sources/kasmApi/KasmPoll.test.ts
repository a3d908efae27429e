import {
  KasmApiError,
  type KasmLists,
  type KasmReader,
} from '@kasm-portal/backstage-plugin-kasm-node';
import { CallGate } from './CallGate';
import { KasmMemory } from './KasmMemory';
import { KasmPoll } from './KasmPoll';

const INTERVAL = 15_000;
const START = Date.parse('2026-11-22T12:00:00Z');

const EMPTY: KasmLists = {
  sessions: { now: '2026-11-22T12:00:00Z', sessions: [] },
  agents: [],
  reports: [],
  images: [],
  zones: [],
  licences: [],
};

type Asked = { list: keyof KasmLists; at: number };
type Answer = (list: keyof KasmLists, signal: AbortSignal) => Promise<any>;

const polls: KasmPoll[] = [];

/** A poll of a Kasm that answers as it is told to, and when it was asked. */
function poll(
  options: { ref?: string; gate?: CallGate; answer?: Answer } = {},
) {
  const asked: Asked[] = [];
  const kasm = {
    asked,
    answer: options.answer ?? (async list => EMPTY[list]),
    changes: 0,
  };
  const reader = {
    interval: INTERVAL / 1000,
    read: (list: keyof KasmLists, { signal }: { signal: AbortSignal }) => {
      asked.push({ list, at: Date.now() - START });
      return kasm.answer(list, signal);
    },
  } as unknown as KasmReader;
  const memory = new KasmMemory();
  const one = new KasmPoll({
    ref: options.ref ?? 'rke2/workspaces',
    reader,
    gate: options.gate ?? new CallGate(4),
    memory,
    changed: () => {
      kasm.changes += 1;
    },
  });
  polls.push(one);
  one.start();
  return Object.assign(kasm, { poll: one, memory });
}

/** Never answers; ends when it is called off. */
const hangs: Answer = (_list, signal) =>
  new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () =>
      reject(new KasmApiError('aborted', 'called off')),
    );
  });

const refuses =
  (kind: 'unreachable' | 'notPermitted' | 'server', status?: number): Answer =>
  async list => {
    throw new KasmApiError(kind, `${list} ${kind}`, status);
  };

const rounds = (asked: Asked[]) =>
  asked.filter(({ list }) => list === 'sessions').map(({ at }) => at);

const pass = (milliseconds: number) =>
  jest.advanceTimersByTimeAsync(milliseconds);

beforeEach(() => {
  jest.useFakeTimers({ now: START });
});
afterEach(async () => {
  await Promise.all(polls.splice(0).map(one => one.stop()));
  jest.useRealTimers();
});

describe('a poll of Kasm’s API', () => {
  it('asks at once, then for sessions and agents every interval and for the rest every minute', async () => {
    const { asked } = poll();

    await pass(4 * 60_000);

    const count = (list: keyof KasmLists) =>
      asked.filter(one => one.list === list).length;
    expect(rounds(asked)[0]).toBe(0);
    expect(count('sessions')).toBeGreaterThanOrEqual(16);
    expect(count('sessions')).toBeLessThanOrEqual(17);
    expect(count('agents')).toBe(count('sessions'));
    expect(count('zones')).toBeGreaterThanOrEqual(4);
    expect(count('zones')).toBeLessThanOrEqual(5);
  });

  it('asks at the same moments of the interval, each deployment at its own', async () => {
    const moments = [];
    for (const ref of ['rke2/a', 'rke2/b', 'rke2/c', 'rke2/d']) {
      const { asked } = poll({ ref });
      await pass(60_000);
      const own = rounds(asked)
        .slice(1)
        .map(at => Math.round(((at + START) % INTERVAL) / 100));
      expect(new Set(own).size).toBe(1);
      moments.push(own[0]);
    }
    expect(new Set(moments).size).toBeGreaterThan(2);
  });

  it('asks one thing at a time', async () => {
    let running = 0;
    let most = 0;
    poll({
      answer: async list => {
        most = Math.max(most, ++running);
        await new Promise(done => {
          setTimeout(done, 100);
        });
        running -= 1;
        return EMPTY[list];
      },
    });

    await pass(60_000);

    expect(most).toBe(1);
  });

  it('is one of few that ask at once, however many there are', async () => {
    const gate = new CallGate(3);
    let running = 0;
    let most = 0;
    const answer: Answer = async list => {
      most = Math.max(most, ++running);
      await new Promise(done => {
        setTimeout(done, 10);
      });
      running -= 1;
      return EMPTY[list];
    };
    const all = Array.from({ length: 50 }, (_, index) =>
      poll({ ref: `rke2/kasm-${index}`, gate, answer }),
    );

    await pass(10_000);

    expect(most).toBe(3);
    for (const { poll: one } of all) {
      expect(one.sighting().state).toBe('ok');
    }
  });

  it('overlooks one round that failed, asks again soon, then less and less often', async () => {
    const kasm = poll();
    await pass(1_000);
    kasm.answer = refuses('unreachable');
    const answered = kasm.asked.length;

    await pass(INTERVAL * 2);
    const soon = rounds(kasm.asked.slice(answered));
    await pass(10 * 60_000);

    expect(soon[1] - soon[0]).toBe(2_000);
    expect(kasm.poll.sighting()).toMatchObject({
      state: 'unreachable',
      reason: 'sessions unreachable',
      since: new Date(START + soon[0]).toISOString(),
      facts: { agents: [] },
    });
    // Whoever does not answer is not asked for the rest.
    expect(new Set(kasm.asked.slice(answered).map(({ list }) => list))).toEqual(
      new Set(['sessions']),
    );
    const all = rounds(kasm.asked);
    expect(all.at(-1)! - all.at(-2)!).toBe(60_000);
  });

  it('stays as it was while only one round failed', async () => {
    const kasm = poll();
    await pass(1_000);
    let left = 1;
    kasm.answer = async list => {
      if (list === 'sessions' && left-- > 0) {
        throw new KasmApiError('unreachable', 'once');
      }
      return EMPTY[list];
    };
    const states = new Set<string>();
    for (let at = 0; at < 30; at++) {
      await pass(1_000);
      states.add(kasm.poll.sighting().state);
    }

    expect(left).toBeLessThan(1);
    expect([...states]).toEqual(['ok']);
  });

  it('asks again soon when something around it changed, but only if it was not heard', async () => {
    const kasm = poll({ answer: refuses('unreachable') });
    await pass(5 * 60_000);
    kasm.answer = async list => EMPTY[list];

    kasm.poll.nudge();
    await pass(2_000);

    expect(kasm.poll.sighting().state).toBe('ok');
    const before = kasm.asked.length;
    kasm.poll.nudge();
    await pass(1_000);
    expect(kasm.asked).toHaveLength(before);
  });

  it.each([
    [refuses('notPermitted', 403), 'forbidden'],
    [refuses('notPermitted', 401), 'unauthenticated'],
    [refuses('server'), 'unreachable'],
  ])('says at once what a first refusal means', async (answer, state) => {
    const kasm = poll({ answer });

    await pass(100);

    expect(kasm.poll.sighting()).toMatchObject({ state });
  });

  it('goes on with what is permitted, and says what is not', async () => {
    const kasm = poll({
      answer: async (list, signal) =>
        list === 'agents' || list === 'licences'
          ? refuses('notPermitted', 403)(list, signal)
          : EMPTY[list],
    });

    await pass(100);

    const { state, facts } = kasm.poll.sighting();
    expect(state).toBe('ok');
    expect(facts?.agents).toBeUndefined();
    expect(facts?.unread).toEqual([
      { list: 'agents', reason: 'agents notPermitted', forbidden: true },
      { list: 'licences', reason: 'licences notPermitted', forbidden: true },
    ]);
  });

  it('keeps a list through two failures, and gives it up after three', async () => {
    const kasm = poll();
    await pass(1_000);
    kasm.answer = async (list, signal) =>
      list === 'agents' ? refuses('server')(list, signal) : EMPTY[list];

    await pass(INTERVAL * 2);
    expect(kasm.poll.sighting().facts?.agents).toEqual([]);
    await pass(INTERVAL * 2);

    const { state, facts } = kasm.poll.sighting();
    expect(state).toBe('ok');
    expect(facts?.agents).toBeUndefined();
    expect(facts?.unread.map(({ list }) => list)).toEqual(['agents']);
  });

  it('goes on although whoever is told of a change fails', async () => {
    const kasm = poll();
    await pass(1_000);
    let told = 0;
    (kasm.poll as any).options.changed = () => {
      told += 1;
      throw new Error('a defect');
    };
    kasm.answer = refuses('notPermitted', 403);

    await pass(2 * INTERVAL);
    kasm.answer = async list => EMPTY[list];
    await pass(4 * INTERVAL);

    expect(told).toBeGreaterThan(0);
    expect(kasm.asked.length).toBeGreaterThan(6);
  });

  it('is stale when it has not got its turn for long', async () => {
    const gate = new CallGate(1);
    const kasm = poll({ gate });
    await pass(1_000);
    const other = poll({ ref: 'rke2/hangs', gate, answer: hangs });

    await pass(INTERVAL * 6);

    expect(kasm.poll.sighting()).toMatchObject({ state: 'stale' });
    await other.poll.stop();
    await pass(INTERVAL * 2);
    expect(kasm.poll.sighting().state).toBe('ok');
  });

  it('ends although a call hangs and another waits, and says nothing more', async () => {
    const gate = new CallGate(1);
    const first = poll({ gate, answer: hangs });
    const second = poll({ ref: 'rke2/second', gate });
    await pass(10);

    await Promise.all([first.poll.stop(), second.poll.stop()]);
    await pass(60_000);

    expect(first.asked).toHaveLength(1);
    expect(second.asked).toHaveLength(0);
    expect(first.changes + second.changes).toBe(0);
    expect(jest.getTimerCount()).toBe(0);
  });
});
