import type { Knex } from 'knex';
import { DATABASE_KINDS, openPluginDatabase } from '../__testUtils__/databases';
import {
  BEGIN,
  startHistory,
  type TestHistory,
} from './__testUtils__/startHistory';
import { finding, statusOf } from './__testUtils__/statusOf';
import { HistoryWriter } from './HistoryWriter';
import { judgedState } from './RecordedState';
import { sampleOf } from './sampleOf';
import { MS } from './steps';

jest.setTimeout(120_000);

const REF = 'rke2/kasm';
const HOUR = 60 * MS;
const DAY = 24 * HOUR;
const iso = (ms: number) => new Date(ms).toISOString();

describe.each(DATABASE_KINDS)('history on $name', kind => {
  let client: Knex;
  let history: TestHistory;
  const others: TestHistory[] = [];

  beforeAll(() => kind.start());
  afterAll(() => kind.stop());
  beforeEach(async () => {
    client = await kind.create();
    await openPluginDatabase(client);
    history = startHistory(client);
  });
  afterEach(async () => {
    await Promise.all([history, ...others.splice(0)].map(each => each.stop()));
  });

  const replica = (options: Parameters<typeof startHistory>[1]) => {
    const other = startHistory(client, options);
    others.push(other);
    return other;
  };
  const read = (query = {}) => history.archive.read(REF, query);

  describe('transitions', () => {
    it('tell what became of health and findings, by id, in the words that were shown', async () => {
      history.judge(REF);
      await history.pass(1);
      history.judge(REF, {
        health: 'down',
        summary: 'The database is down.',
        findings: [finding('database-down', { subject: 'kasm-db-1' })],
      });
      await history.pass(1);
      history.judge(REF);
      await history.pass(1);

      expect((await read()).transitions).toEqual([
        {
          at: iso(BEGIN),
          to: 'healthy',
          summary: 'All 6 components run.',
          appeared: [],
          cleared: [],
        },
        {
          at: iso(BEGIN + MS),
          from: 'healthy',
          to: 'down',
          summary: 'The database is down.',
          appeared: ['database-down'],
          cleared: [],
        },
        {
          at: iso(BEGIN + 2 * MS),
          from: 'down',
          to: 'healthy',
          summary: 'All 6 components run.',
          appeared: [],
          cleared: ['database-down'],
        },
      ]);
    });

    it('keep no names and no text from clusters', async () => {
      history.judge(REF, {
        health: 'degraded',
        findings: [finding('pod-crash-looping', { subject: 'secret-pod' })],
      });
      await history.pass(2);

      const kept = JSON.stringify([
        await client('history_transitions').select(),
        await client('history_deployments').select(),
        await client('history_samples').select(),
      ]);
      expect(kept).toContain('pod-crash-looping');
      expect(kept).not.toMatch(/alice|10\.1\.2\.3|secret-pod/);
    });

    it('are not made by what may pass by itself, nor by other words', async () => {
      history.judge(REF);
      await history.pass(1);
      history.judge(REF, { summary: 'Said otherwise.' });
      history.judge(REF, {
        findings: [finding('pod-not-ready', { settling: true })],
      });
      await history.pass(1);

      expect((await read()).transitions).toHaveLength(1);
    });

    it('are all kept when several come within a second', async () => {
      history.judge(REF);
      for (let count = 0; count < 5; count += 1) {
        history.clock.now += 60;
        history.judge(REF, { health: count % 2 ? 'healthy' : 'down' });
      }
      await history.pass(1);

      expect((await read()).transitions.map(({ to }) => to)).toEqual([
        ...['healthy', 'down', 'healthy', 'down', 'healthy', 'down'],
      ]);
    });

    it('are told newest 500 first to go', async () => {
      for (let count = 0; count < 600; count += 1) {
        history.clock.now += 60;
        history.judge(REF, { health: count % 2 ? 'healthy' : 'down' });
      }
      await history.pass(1);

      const { transitions, more } = await read();
      expect(transitions).toHaveLength(500);
      expect(more).toBe(true);
      expect(transitions[499].at).toBe(iso(BEGIN + 600 * 60));
    });
  });

  describe('samples', () => {
    it('are one a minute of each deployment', async () => {
      history.times.set(REF, 42);
      history.judge(REF);
      await history.pass(2);

      expect(await read()).toMatchObject({
        enabled: true,
        resolution: 300,
        samples: [
          {
            health: 'healthy',
            minutes: 2,
            sessions: 10,
            sessionsMost: 10,
            agentsReady: 4,
            agentsDesired: 4,
            databaseReady: 3,
            databaseDesired: 3,
            freeSlots: 8,
            freeCores: 16,
            freeMemory: 2 ** 36,
            endpointTime: 42,
            endpointTimeMost: 42,
          },
        ],
      });
    });

    it('hold null for what is not seen, however well it was known before', async () => {
      history.times.set(REF, 42);
      history.judge(REF, {
        health: 'unknown',
        sources: {
          database: { state: 'stale' },
          agentVms: { state: 'forbidden' },
          kasmApi: { state: 'notConfigured' },
          endpoint: { state: 'stale' },
        },
      });
      await history.pass(1);

      const { samples } = await read();
      expect(samples).toEqual([
        {
          at: expect.any(String),
          health: 'unknown',
          minutes: 1,
          sessions: null,
          sessionsMost: null,
          agentsReady: null,
          agentsDesired: null,
          databaseReady: null,
          databaseDesired: null,
          freeSlots: null,
          freeCores: null,
          freeMemory: null,
          endpointTime: null,
          endpointTimeMost: null,
        },
      ]);
    });

    it('take what no column holds for the most that one does', async () => {
      history.judge('rke2/absurd', {
        sessions: { now: 3e12, asOf: '' },
        agents: { ready: 1e300, desired: 3e12, items: [] },
        capacity: {
          slots: 3e12,
          image: 'Desktop',
          freeCores: 1e300,
          freeMemory: 1e300,
        },
      });
      history.judge(REF);
      await history.pass(1);

      const absurd = await history.archive.read('rke2/absurd', {});
      expect(absurd.samples[0]).toMatchObject({
        sessionsMost: 2 ** 31 - 1,
        agentsReady: 2 ** 31 - 1,
        freeSlots: 2 ** 31 - 1,
        freeMemory: Number.MAX_SAFE_INTEGER,
      });
      expect((await read()).samples).toMatchObject([{ freeSlots: 8 }]);
      expect(history.logger.warn).not.toHaveBeenCalled();
    });

    it('tell of agents what Kasm says where nobody looks at VMs, while it is heard', async () => {
      const agentVms = { state: 'notConfigured' as const };
      history.judge(REF, { sources: { agentVms, kasmApi: { state: 'ok' } } });
      history.judge('rke2/deaf', {
        sources: { agentVms, kasmApi: { state: 'stale' } },
      });
      await history.pass(1);

      expect((await read()).samples).toMatchObject([{ agentsReady: 4 }]);
      const deaf = await history.archive.read('rke2/deaf', {});
      expect(deaf.samples).toMatchObject([{ agentsReady: null }]);
    });

    it('are told in as long steps as asked for: worst, mean and most', async () => {
      for (const [health, now, ready] of [
        ['healthy', 10, 4],
        ['degraded', 20, 1],
        ['healthy', 60, 4],
      ] as const) {
        history.judge(REF, {
          health,
          sessions: { now, asOf: '' },
          agents: { ready, desired: 4, items: [] },
        });
        await history.pass(1);
      }
      const { samples } = await read({ resolution: 600 });

      expect(samples).toMatchObject([
        {
          at: iso(BEGIN),
          health: 'degraded',
          minutes: 3,
          sessions: 30,
          sessionsMost: 60,
          agentsReady: 1,
          agentsDesired: 4,
        },
      ]);
    });

    it('leave gaps where nobody looked', async () => {
      history.judge(REF);
      await history.pass(3);
      history.clock.now += 30 * MS;
      await history.pass(3);

      const { samples } = await read({
        from: iso(BEGIN),
        to: iso(BEGIN + HOUR),
      });
      const minutes = samples.map(({ at }) => (Date.parse(at) - BEGIN) / MS);
      expect(minutes).toEqual([1, 2, 3, 34, 35, 36]);
    });

    it('begin when a deployment was seen as a whole, not while a start goes on', async () => {
      const blind = {
        health: 'unknown' as const,
        sources: { controlPlane: { state: 'unreachable' as const } },
      };
      history.judge(REF, blind);
      history.clock.now += 500;
      await history.recorder.pulse();
      history.judge(REF);
      await history.pass(1);
      expect((await read()).transitions.map(({ to }) => to)).toEqual([
        'healthy',
      ]);

      // Of a cluster that stays away it is told.
      history.judge('rke2/far', blind);
      await history.pass(2);
      const far = await history.archive.read('rke2/far', {});
      expect(far.transitions.map(({ to }) => to)).toEqual(['unknown']);
    });

    it('of 1,000 deployments are one statement a minute', async () => {
      for (let count = 0; count < 1_000; count += 1) {
        history.judge(`rke2/kasm-${count}`);
      }
      await history.pass(1);
      const inserts: string[] = [];
      client.on('query', ({ sql }) => {
        if (/^insert/i.test(sql)) {
          inserts.push(sql);
        }
      });
      await history.pass(1);

      expect(inserts).toHaveLength(1);
      expect(await client('history_samples').count({ count: '*' })).toEqual([
        { count: kind.name === 'SQLite' ? 2_000 : '2000' },
      ]);
    });
  });

  describe('with age', () => {
    /** Rows of each step. */
    const rows = async () => {
      const found: Array<{ step: number; count: number }> = await client(
        'history_samples',
      )
        .select('step')
        .count({ count: '*' })
        .groupBy('step');
      return Object.fromEntries(
        found.map(({ step, count }) => [step, Number(count)]),
      );
    };
    /** A whole day of minutes at once, as if they had been written one by one. */
    const addDay = async (day: number, id = 1) => {
      const first = (BEGIN - day * DAY) / MS;
      const all = Array.from({ length: 1440 }, (_, index) => ({
        deployment_id: id,
        step: 1,
        minute: first + index,
        health: index % 60 === 7 ? 3 : 0,
        minutes: 1,
        sessions: index % 10,
        sessions_most: index % 10,
        agents_ready: 2,
        endpoint_time: null,
      }));
      await client.batchInsert('history_samples', all, 400);
    };

    it('minutes become tens, tens become hours, hours go; what they say stays', async () => {
      history.judge(REF);
      await history.pass(1);
      await client('history_samples').delete();
      for (let day = 1; day <= 12; day += 1) {
        await addDay(day);
      }
      await client('history_samples').insert(
        [88, 91].map(day => ({
          deployment_id: 1,
          step: 60,
          minute: (BEGIN - day * DAY) / MS,
          health: 0,
          minutes: 60,
        })),
      );
      await client('history_transitions').insert(
        [88, 91].map(day => ({
          deployment_id: 1,
          at: BEGIN - day * DAY,
          to_health: 'healthy',
          summary: '',
          appeared: '[]',
          cleared: '[]',
        })),
      );
      await history.pass(120);

      const kept = await rows();
      // Two hours passed meanwhile.
      expect(kept[1]).toBeGreaterThanOrEqual(24 * 60 - 10);
      expect(kept[1]).toBeLessThanOrEqual(24 * 60 + 10);
      expect(kept[10]).toBeGreaterThanOrEqual(6 * 144 - 6);
      expect(kept[10]).toBeLessThanOrEqual(6 * 144 + 6);
      expect(kept[60]).toBeGreaterThanOrEqual(5 * 24);
      expect(kept[60]).toBeLessThanOrEqual(5 * 24 + 4);
      expect(await client('history_transitions').select()).toHaveLength(2);

      const old = await read({
        from: iso(BEGIN - 12 * DAY),
        to: iso(BEGIN - 11 * DAY),
      });
      expect(old.resolution).toBe(3600);
      expect(old.samples).toHaveLength(24);
      expect(old.samples[0]).toMatchObject({
        at: iso(BEGIN - 12 * DAY),
        health: 'degraded',
        minutes: 60,
        sessions: 4.5,
        sessionsMost: 9,
        agentsReady: 2,
        endpointTime: null,
      });
    });

    it.each([1, 7, 30, 90, 365])(
      'at most 500 steps tell of %d days, and none is made up',
      async days => {
        history.judge(REF);
        await history.pass(1);
        await client('history_samples').delete();
        for (const day of [1, 3, 9]) {
          await addDay(day);
        }
        await history.pass(40);
        const { samples, resolution, from, to } = await read({
          from: iso(BEGIN - days * DAY),
          to: iso(BEGIN),
        });

        expect(samples.length).toBeLessThanOrEqual(500);
        expect(
          (Date.parse(to) - Date.parse(from)) / (resolution * 1000),
        ).toBeLessThanOrEqual(500);
        const recorded = [1, 3, 9].filter(day => day <= days).length * 1440;
        const sum = samples.reduce((all, { minutes }) => all + minutes, 0);
        // The ends are rounded to whole steps; a day may be cut by retention.
        expect(Math.abs(sum - recorded)).toBeLessThanOrEqual(resolution / 60);
      },
    );

    it('each piece of work touches no more than ten rows of each deployment', async () => {
      history.judge(REF);
      await history.pass(1);
      await client('history_samples').delete();
      for (const id of [1, 2, 3]) {
        await addDay(3, id);
      }
      const deleted: number[] = [];
      client.on('query-response', (response, { sql }) => {
        if (/^delete from .history_samples/i.test(sql)) {
          deleted.push(response.changes ?? response.rowCount ?? response);
        }
      });
      await history.pass(1);

      expect(deleted).toHaveLength(30);
      expect(new Set(deleted)).toEqual(new Set([3 * 10]));
    });

    it('a deployment that is no more is forgotten after its time, others are not', async () => {
      history.judge(REF);
      history.judge('rke2/other');
      await history.pass(2);
      history.remove(REF);
      await history.pass(1);

      history.clock.now += 29 * DAY;
      await history.pass(1);
      expect(await client('history_deployments').pluck('ref')).toContain(REF);
      history.clock.now += 2 * DAY;
      await history.pass(1);

      expect(await client('history_deployments').pluck('ref')).toEqual([
        'rke2/other',
      ]);
      const { id } = await client('history_deployments').first('id');
      for (const table of ['history_samples', 'history_transitions']) {
        const left = await client(table).distinct('deployment_id');
        expect(left).toEqual([{ deployment_id: id }]);
      }
    });

    it('one that comes back in time keeps all', async () => {
      history.judge(REF);
      await history.pass(1);
      history.remove(REF);
      await history.pass(1);
      history.clock.now += 20 * DAY;
      history.gone.delete(REF);
      history.judge(REF);
      await history.pass(1);
      history.clock.now += 20 * DAY;
      await history.pass(1);

      const { transitions } = await read({ from: iso(BEGIN - DAY) });
      expect(transitions[0].at).toBe(iso(BEGIN));
    });
  });

  describe('after a restart', () => {
    it('goes on where it was; what nobody saw is a gap, and what changed meanwhile is told once', async () => {
      history.judge(REF);
      await history.pass(2);
      await history.stop();

      const next = replica({ now: BEGIN + 10 * MS });
      next.judge(REF);
      await next.pass(1);
      next.judge(REF, { health: 'down', findings: [finding('dns-wrong')] });
      await next.pass(1);
      const { transitions, samples } = await next.archive.read(REF, {
        from: iso(BEGIN),
        to: iso(BEGIN + HOUR),
      });

      expect(transitions.map(({ from, to }) => [from, to])).toEqual([
        [undefined, 'healthy'],
        ['healthy', 'down'],
      ]);
      expect(samples.map(({ at }) => (Date.parse(at) - BEGIN) / MS)).toEqual([
        1, 2, 11, 12,
      ]);
    });
  });

  describe('with two replicas', () => {
    let other: TestHistory;
    beforeEach(() => {
      other = replica({});
      Object.assign(other.lease, { leads: false, follows: true });
    });
    const both = async (act: (each: TestHistory) => void | Promise<void>) => {
      await act(history);
      await act(other);
    };
    const takeOver = () => {
      Object.assign(history.lease, { leads: false, follows: false });
      Object.assign(other.lease, { leads: true, follows: false, term: 1 });
    };

    it('one writes, and what both saw is there once', async () => {
      await both(each => each.judge(REF));
      await both(each => each.pass(2));
      takeOver();
      await both(each => each.pass(2));

      const { samples, transitions } = await read({
        from: iso(BEGIN),
        to: iso(BEGIN + HOUR),
      });
      expect(samples.map(({ minutes }) => minutes)).toEqual([1, 1, 1, 1]);
      expect(transitions).toHaveLength(1);
    });

    it('what the one that died did not write, the other does', async () => {
      await both(each => each.judge(REF));
      await both(each => each.pass(1));
      // It dies before it writes anything of this.
      history.lease.leads = false;
      await both(each => each.judge(REF, { health: 'down' }));
      await both(each => {
        each.clock.now += 10_000;
        each.judge(REF);
      });
      await other.pass(0);
      other.clock.now += 14_000;
      await other.recorder.pulse();
      takeOver();
      await other.pass(1);

      const { transitions } = await read();
      expect(transitions.map(({ to }) => to)).toEqual([
        'healthy',
        'down',
        'healthy',
      ]);
    });

    it('what the one that died had written is not written again by other clocks', async () => {
      other.clock.now += 400;
      await both(each => each.judge(REF));
      await both(each => each.pass(1));
      await both(each => each.judge(REF, { health: 'down' }));
      await both(each => each.pass(1));
      takeOver();
      await other.pass(1);

      const { transitions } = await read();
      expect(transitions.map(({ to }) => to)).toEqual(['healthy', 'down']);
    });
  });

  describe('while the database is away', () => {
    it('waits, and writes what it has when it is back', async () => {
      history.judge(REF);
      await history.pass(1);
      history.database.client = undefined;
      history.judge(REF, { health: 'down' });
      await history.pass(3);
      history.judge(REF);
      await history.pass(1);
      await expect(read()).rejects.toThrow(/does not answer/);
      history.database.client = client;
      await history.pass(1);

      const { samples, transitions } = await read({
        from: iso(BEGIN),
        to: iso(BEGIN + HOUR),
      });
      expect(samples.map(({ health }) => health)).toEqual([
        ...['healthy', 'down', 'down', 'down', 'healthy', 'healthy'],
      ]);
      expect(transitions.map(({ to }) => to)).toEqual([
        ...['healthy', 'down', 'healthy'],
      ]);
      expect(history.logger.warn).not.toHaveBeenCalled();
    });

    it('keeps no more than it may, and says once what was lost', async () => {
      for (let count = 0; count < 1_000; count += 1) {
        history.judge(`rke2/kasm-${count}`);
      }
      await history.pass(1);
      history.database.client = undefined;
      await history.pass(40);
      history.database.client = client;
      await history.pass(2);

      expect(history.logger.warn.mock.calls).toEqual([
        [expect.stringContaining('26 minutes of samples and 0 judgements')],
      ]);
      const minutes = await client('history_samples').distinct('minute');
      expect(minutes).toHaveLength(1 + 15 + 1);
    });

    it('what it refuses of one deployment does not hold up the others, and is said once', async () => {
      history.judge(REF);
      history.judge('rke2/odd', { health: null as never });
      history.judge('rke2/other');
      await history.pass(3);

      for (const ref of [REF, 'rke2/other']) {
        const { transitions, samples } = await history.archive.read(ref, {
          from: iso(BEGIN),
          to: iso(BEGIN + HOUR),
        });
        expect(transitions).toHaveLength(1);
        expect(samples).toHaveLength(3);
      }
      expect(history.logger.warn.mock.calls).toEqual([
        [expect.stringContaining('The history of rke2/odd has gaps')],
      ]);
    });

    it('refuses samples of one deployment only, too', async () => {
      const writer = await HistoryWriter.read(client);
      const refs = ['rke2/a', 'rke2/b', 'rke2/c'];
      const states = refs.map(ref => judgedState(statusOf(ref, BEGIN)));
      const sample = sampleOf(statusOf('rke2/a', BEGIN));
      const samples = new Map(refs.map(ref => [ref, sample]));
      samples.set('rke2/b', { ...sample, health: null as never });

      const refused = await client.transaction(async transaction => {
        await writer.writeStates(transaction, states);
        return writer.writeSamples(transaction, [{ minute: 1, samples }]);
      });

      expect(refused).toEqual(['rke2/b']);
      expect(await client('history_samples').select()).toHaveLength(2);
    });

    it('is not undone by a failure in the middle', async () => {
      history.judge(REF);
      await history.pass(1);
      await client.schema.renameTable('history_samples', 'elsewhere');
      history.judge(REF, { health: 'down' });
      await history.pass(1);
      await client.schema.renameTable('elsewhere', 'history_samples');
      await history.pass(2);

      const { transitions } = await read();
      expect(transitions.map(({ to }) => to)).toEqual(['healthy', 'down']);
      expect(history.logger.warn).toHaveBeenCalledTimes(1);
    });
  });

  it('refuses a span that is none', async () => {
    await expect(
      read({ from: iso(BEGIN), to: iso(BEGIN - DAY) }),
    ).rejects.toThrow('from must be before to');
    await expect(read({ from: '2026-99-99T00:00:00Z' })).rejects.toThrow(
      'from must be a time',
    );
  });
});
