import { createClock } from './createClock';
import { createManualClock } from './createManualClock';

// Everything takes long on a machine with much else to do.
jest.setTimeout(60_000);

describe('the manual clock', () => {
  it('runs what falls due in order, and nothing later or cancelled', async () => {
    const clock = createManualClock();
    const seen: string[] = [];
    clock.after(20, () => seen.push('b'));
    clock.after(10, () => {
      seen.push('a');
      clock.after(5, () => seen.push('a+5'));
    });
    clock.after(10, () => seen.push('cancelled'))();
    clock.after(100, () => seen.push('late'));
    await clock.advance(50);
    expect(seen).toEqual(['a', 'a+5', 'b']);
  });

  it('stands still while work that it holds for takes real time', async () => {
    const clock = createManualClock();
    let finish: (() => void) | undefined;
    let isDone = false;
    clock.after(10, () =>
      clock.hold!(new Promise<void>(resolve => (finish = resolve))).then(() => {
        isDone = true;
      }),
    );
    clock.after(20, () => expect(isDone).toBe(true));
    const arrived = clock.runUntil(() => isDone, 15);
    while (!finish) await new Promise(resolve => setImmediate(resolve));
    finish();
    await arrived;
    await clock.advance(20);
  });

  it('rejects when something does not come true', async () => {
    const clock = createManualClock();
    clock.after(10, () => {});
    await expect(clock.runUntil(() => false, 1000)).rejects.toThrow(
      'did not get there',
    );
  });
});

describe('the clock of the sandbox', () => {
  it('jumps through the past and then is real time', async () => {
    const clock = createClock({ beginsAt: new Date(Date.now() - 86_400_000) });
    let ran = false;
    clock.after(3_600_000, () => {
      ran = true;
    });
    expect(Date.now() - clock.now().getTime()).toBeGreaterThan(80_000_000);
    await clock.goLive();
    expect(ran).toBe(true);
    expect(Math.abs(Date.now() - clock.now().getTime())).toBeLessThan(1000);
    clock.stop();
  });

  it('shortens waits by its speed, in order', async () => {
    const clock = createClock({ speed: 10_000 });
    const seen: number[] = [];
    await new Promise<void>(resolve => {
      clock.after(200_000, () => {
        seen.push(2);
        resolve();
      });
      clock.after(100_000, () => seen.push(1));
      clock.after(150_000, () => seen.push(0))();
    });
    expect(seen).toEqual([1, 2]);
    clock.stop();
  });

  it('runs nothing once it is stopped', () => {
    jest.useFakeTimers();
    const clock = createClock({ speed: 1000 });
    let ran = false;
    clock.after(10, () => {
      ran = true;
    });
    clock.stop();
    clock.after(10, () => {
      ran = true;
    });
    jest.advanceTimersByTime(1000);
    jest.useRealTimers();
    expect(ran).toBe(false);
  });

  it('stands still at speed 0, moves on when told to, and goes on at another speed', async () => {
    const clock = createClock({ speed: 0 });
    const seen: string[] = [];
    const before = new Date(clock.now().getTime() - 1);
    clock.after(1000, () => seen.push('a'));
    await clock.advance(999);
    expect(seen).toEqual([]);
    await clock.advance(1);
    expect(seen).toEqual(['a']);
    expect(clock.elapsedSince!(before)).toBe(1000);
    await new Promise<void>(resolve => {
      clock.after(3_600_000, resolve);
      clock.setSpeed(1_000_000);
    });
    clock.stop();
  });

  it('refuses a speed that is none', () => {
    expect(() => createClock({ speed: -1 })).toThrow('0 or more');
    const clock = createClock();
    expect(() => clock.setSpeed(NaN)).toThrow('0 or more');
    clock.stop();
  });
});
