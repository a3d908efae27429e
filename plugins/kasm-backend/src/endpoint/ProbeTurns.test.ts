import { ProbeTurns } from './ProbeTurns';

function turnsAt(clock: { now: number }) {
  const turns = new ProbeTurns(() => clock.now);
  const begun: number[] = [];
  const ends: Array<() => void> = [];
  const ask = (name: number, signal = new AbortController().signal) =>
    turns.take(signal, () => {
      begun.push(name);
      return new Promise(resolve => ends.push(resolve));
    });
  const endAll = async () => {
    while (ends.length > 0) {
      ends.splice(0).forEach(end => end());
      await new Promise(resolve => process.nextTick(resolve));
      await Promise.resolve();
    }
  };
  return { turns, begun, ends, ask, endAll };
}

describe('ProbeTurns', () => {
  beforeEach(() => {
    jest.useFakeTimers({ doNotFake: ['nextTick'] });
  });
  afterEach(() => jest.useRealTimers());

  it('lets eight look at once, the others after them in the order of asking', async () => {
    const { turns, begun, ends, ask } = turnsAt({ now: 0 });
    for (let name = 0; name < 10; name++) {
      ask(name);
    }
    await jest.advanceTimersByTimeAsync(0);
    expect(begun).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    ends[3]();
    await jest.advanceTimersByTimeAsync(0);
    expect(begun.at(-1)).toBe(8);
    expect(turns.length).toBe(1);
  });

  it('lets a rush through, and forty a second after it', async () => {
    const clock = { now: 0 };
    const { begun, ask, endAll } = turnsAt(clock);
    for (let name = 0; name < 700; name++) {
      ask(name);
    }
    await endAll();
    await jest.advanceTimersByTimeAsync(0);
    await endAll();
    const first = begun.length;
    expect(first).toBe(600);
    for (let at = 0; at < 1000; at += 25) {
      clock.now += 25;
      await jest.advanceTimersByTimeAsync(25);
      await endAll();
    }
    expect(begun.length - first).toBeGreaterThanOrEqual(38);
    expect(begun.length - first).toBeLessThanOrEqual(41);
  });

  it('forgets a look that is called off, and keeps no timer', async () => {
    const { turns, begun, ask } = turnsAt({ now: 0 });
    const stopping = new AbortController();
    for (let name = 0; name < 8; name++) {
      ask(name);
    }
    const calledOff = ask(8, stopping.signal);
    stopping.abort();
    await calledOff;
    expect(turns.length).toBe(0);
    await ask(9, stopping.signal);
    expect(begun).not.toContain(9);
    expect(jest.getTimerCount()).toBe(0);
  });
});
