import { Judgements } from './Judgements';

/** A clock that only judging moves. */
function judgements() {
  let now = 0;
  const work = new Judgements(() => now);
  const judged: string[] = [];
  const desk = (name: string, cost = 0) =>
    work.desk(() => {
      now += cost;
      judged.push(name);
    });
  const pass = async (milliseconds: number) => {
    now += milliseconds;
    await jest.advanceTimersByTimeAsync(milliseconds);
  };
  return { work, judged, desk, pass };
}

describe('Judgements', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('judges at once after a quiet time, once for all that came together', async () => {
    const { judged, desk, pass } = judgements();
    const { ask } = desk('a');
    ask();
    ask();
    ask();
    await pass(1);
    expect(judged).toEqual(['a']);
  });

  it('judges what follows together, 50 ms later', async () => {
    const { judged, desk, pass } = judgements();
    const { ask } = desk('a');
    ask();
    await pass(1);
    for (let at = 0; at < 40; at++) {
      ask();
      await pass(1);
    }
    expect(judged).toEqual(['a']);
    await pass(20);
    expect(judged).toEqual(['a', 'a']);
  });

  it('lets others go first when one asks all the time, and never holds it up for good', async () => {
    const { judged, desk, pass } = judgements();
    const hostile = desk('hostile', 10);
    const others = ['a', 'b', 'c'].map(name => desk(name));
    for (let at = 0; at < 1000; at++) {
      hostile.ask();
      if (at % 100 === 50) {
        others.forEach(({ ask }) => ask());
      }
      await pass(1);
    }
    const count = (name: string) => judged.filter(each => each === name).length;
    expect(['a', 'b', 'c'].map(count)).toEqual([10, 10, 10]);
    // 10 ms each: it may have a twentieth of the time, not all of it.
    expect(count('hostile')).toBeGreaterThanOrEqual(4);
    expect(count('hostile')).toBeLessThanOrEqual(7);
  });

  it('lets everything else of the process go on between turns', async () => {
    const { work, judged, desk } = judgements();
    for (let each = 0; each < 10; each++) {
      desk(`${each}`, 5).ask();
    }
    await jest.advanceTimersToNextTimerAsync();
    expect(judged).toEqual(['0', '1']);
    expect(work.length).toBe(8);
    await jest.advanceTimersByTimeAsync(10);
    expect(judged).toHaveLength(10);
  });

  it('keeps no timer and judges no more after a desk is closed', async () => {
    const { judged, desk, pass } = judgements();
    const a = desk('a');
    a.ask();
    await pass(1);
    a.ask();
    a.close();
    a.ask();
    expect(jest.getTimerCount()).toBe(0);
    await pass(1000);
    expect(judged).toEqual(['a']);
  });
});
