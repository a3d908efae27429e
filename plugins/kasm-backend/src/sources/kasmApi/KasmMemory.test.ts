import type {
  KasmLists,
  KasmSessionRecord,
} from '@kasm-portal/backstage-plugin-kasm-node';
import { KasmMemory } from './KasmMemory';

const MINUTE = 60_000;
const NOON = Date.parse('2026-11-22T12:00:00Z');

const at = (moment: number) =>
  new Date(moment).toISOString().replace('.000Z', 'Z');

function session(change: Partial<KasmSessionRecord> = {}): KasmSessionRecord {
  return {
    id: 's1',
    status: 'running',
    agentId: 'a1',
    agentHostname: '10.0.0.1',
    cores: 2,
    memory: 1000,
    ...change,
  };
}

/** What is remembered of sessions that were heard of at a moment, told by a clock that is so far ahead. */
function hear(
  memory: KasmMemory,
  sessions: KasmSessionRecord[],
  now = NOON,
  ahead = 0,
) {
  const value: KasmLists['sessions'] = { now: at(now + ahead), sessions };
  memory.heard('sessions', value, { began: now, ended: now });
}

describe('what is remembered of Kasm', () => {
  it('has Kasm’s moments by the portal’s clock', () => {
    const memory = new KasmMemory();
    const createdAt = '2026-11-22T12:30:00Z';
    hear(memory, [session({ createdAt })], NOON, 60 * MINUTE);
    memory.heard(
      'agents',
      [{ id: 'a1', hostname: 'x', lastCheckIn: '2026-11-22T12:59:50Z' }],
      { began: NOON, ended: NOON },
    );

    const { sessions, agents } = memory.facts(NOON);

    expect(sessions?.[0].createdAt).toBe('2026-11-22T11:30:00Z');
    expect(agents?.[0].lastCheckIn).toBe('2026-11-22T11:59:50Z');
    expect(memory.people()?.[0].createdAt).toBe('2026-11-22T11:30:00Z');
  });

  it('does not take the way of a call for another clock', () => {
    const memory = new KasmMemory();
    const createdAt = '2026-11-22T11:30:00Z';
    for (const ahead of [0, 3000, -3000, 1000]) {
      hear(memory, [session({ createdAt })], NOON, ahead);
      expect(memory.facts(NOON).sessions?.[0].createdAt).toBe(createdAt);
    }
  });

  it('sums what sessions take of their agent, but not of those that stopped', () => {
    const memory = new KasmMemory();
    const agents = [
      { id: 'a1', hostname: '10.0.0.1' },
      { id: 'a2', hostname: '10.0.0.2' },
    ];
    memory.heard('agents', agents, { began: NOON, ended: NOON });
    expect(memory.facts(NOON).agents?.[0].coresUsed).toBeUndefined();

    hear(memory, [
      session(),
      session({ id: 's2', cores: 4, memory: 500 }),
      session({ id: 's3', status: 'stopped' }),
      session({ id: 's4', agentId: 'a2', memory: undefined }),
    ]);

    expect(memory.facts(NOON).agents).toEqual([
      expect.objectContaining({ sessions: 3, coresUsed: 6, memoryUsed: 1500 }),
      expect.objectContaining({
        sessions: 1,
        coresUsed: 2,
        memoryUsed: undefined,
      }),
    ]);
  });

  it('knows agents by their sessions at least, apart from the list that it may not have', () => {
    const memory = new KasmMemory();
    hear(memory, [session(), session({ id: 's2', agentId: undefined })]);

    const { agents, agentsOfSessions } = memory.facts(NOON);

    expect(agents).toBeUndefined();
    expect(agentsOfSessions).toEqual([
      expect.objectContaining({ id: 'a1', hostname: '10.0.0.1', sessions: 1 }),
    ]);
  });

  it('knows how many sessions ran a quarter of an hour ago, once it is so long ago', () => {
    const memory = new KasmMemory();
    const counts: Array<number | undefined> = [];
    for (let minute = 0; minute <= 25; minute++) {
      const running = Array.from({ length: minute + 1 }, (_, index) =>
        session({ id: `s${index}`, standby: index === 0 }),
      );
      hear(memory, running, NOON + minute * MINUTE);
      counts.push(memory.facts(NOON + minute * MINUTE).sessionsBefore);
    }

    expect(counts.slice(0, 15).every(count => count === undefined)).toBe(true);
    expect([counts[15], counts[19], counts[20], counts[25]]).toEqual([
      0, 0, 5, 10,
    ]);
  });

  it('knows since when a session does not get on', () => {
    const memory = new KasmMemory();
    const createdAt = at(NOON - MINUTE);
    const starting = session({ status: 'starting', progress: 10, createdAt });
    hear(memory, [starting]);
    expect(memory.facts(NOON).sessions?.[0]).toMatchObject({
      statusSince: createdAt,
      progressAt: undefined,
    });

    hear(memory, [{ ...starting, progress: 40 }], NOON + MINUTE);
    hear(memory, [{ ...starting, progress: 40 }], NOON + 2 * MINUTE);
    expect(memory.facts(NOON).sessions?.[0]).toMatchObject({
      statusSince: createdAt,
      progressAt: new Date(NOON + MINUTE).toISOString(),
    });

    hear(memory, [{ ...starting, status: 'stopped' }], NOON + 3 * MINUTE);
    hear(memory, [starting], NOON + 4 * MINUTE);
    expect(memory.facts(NOON).sessions?.[0].statusSince).toBe(
      new Date(NOON + 4 * MINUTE).toISOString(),
    );
  });

  it('says the same whatever the order in which Kasm lists', () => {
    const [forth, back] = [
      ['s1', 's2', 's3'],
      ['s3', 's1', 's2'],
    ].map(ids => {
      const memory = new KasmMemory();
      hear(
        memory,
        ids.map(id => session({ id })),
      );
      memory.heard(
        'zones',
        ids.map(id => ({ id, name: `zone ${id}` })),
        { began: NOON, ended: NOON },
      );
      return JSON.stringify(memory.facts(NOON));
    });

    expect(forth).toBe(back);
  });
});
