import type { Clock } from '../Clock';
import { createManualClock } from './createManualClock';

/** Node fires at once when a timer is longer than this. */
const LONGEST_TIMER = 2 ** 31 - 1;

/**
 * The sandbox's clock: begins in the past when the world should have a history, and becomes real
 * time when told to.
 *
 * @public
 */
export interface SandboxClock extends Clock {
  /**
   * Jumps through the past until the condition holds; only before `goLive`. Rejects when it does not
   * hold after so many simulated milliseconds.
   */
  runUntil(condition: () => boolean, milliseconds: number): Promise<void>;
  /** Jumps through what is left of the past, then ticks as real time does. */
  goLive(): Promise<void>;
}

/**
 * Creates the sandbox's clock. `now()` is real time once the clock is live, whatever the speed, so
 * that ages and certificates agree with the clocks of those who look; the speed shortens the waits.
 *
 * @param options - `speed`: simulated seconds per second (default 1); `beginsAt`: a past time to
 * begin at; without it the clock is live at once.
 * @public
 */
export function createClock(
  options: { speed?: number; beginsAt?: Date } = {},
): SandboxClock {
  const speed = options.speed ?? 1;
  if (!Number.isFinite(speed) || speed <= 0) {
    throw new Error(
      `The sandbox's speed must be a number above 0, not ${options.speed}.`,
    );
  }
  const timeline = createManualClock(options.beginsAt ?? new Date());
  let timer: ReturnType<typeof setTimeout> | undefined;
  let live: { real: number; simulated: number } | undefined;
  let stopped = false;

  const simulatedNow = () =>
    live
      ? live.simulated + (Date.now() - live.real) * speed
      : timeline.now().getTime();

  function schedule() {
    if (timer) {
      clearTimeout(timer);
      timer = undefined;
    }
    const due = timeline.nextDue();
    if (stopped || !live || due === undefined) {
      return;
    }
    const wait = Math.ceil(Math.max(0, (due - simulatedNow()) / speed));
    timer = setTimeout(() => {
      timer = undefined;
      try {
        if (wait <= LONGEST_TIMER) {
          timeline.runDue(Math.max(simulatedNow(), due));
        }
      } finally {
        schedule();
      }
    }, Math.min(wait, LONGEST_TIMER));
  }

  function becomeLive() {
    live = { real: Date.now(), simulated: timeline.now().getTime() };
    schedule();
  }

  if (!options.beginsAt) {
    becomeLive();
  }

  return {
    speed,
    get live() {
      return live !== undefined;
    },
    now: () => (live ? new Date() : timeline.now()),
    after(milliseconds, run) {
      if (stopped) {
        return () => {};
      }
      const cancel = timeline.after(
        milliseconds + Math.max(0, simulatedNow() - timeline.now().getTime()),
        run,
      );
      schedule();
      return () => {
        cancel();
        schedule();
      };
    },
    stop() {
      stopped = true;
      timeline.stop();
      schedule();
    },
    hold: work => timeline.hold!(work),
    runUntil: (condition, milliseconds) =>
      timeline.runUntil(condition, milliseconds),
    async goLive() {
      if (!live) {
        await timeline.advance(
          Math.max(0, Date.now() - timeline.now().getTime()),
        );
        becomeLive();
      }
    },
  };
}
