import type { Clock } from '../Clock';
import { createManualClock } from './createManualClock';
import { SimulatedTime } from './SimulatedTime';

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

/** The same for who runs the sandbox, and may let time pass otherwise. */
export interface LiveClock extends SandboxClock {
  readonly speed: number;
  /** From now on so many simulated seconds pass per second; with 0 time stands still. Throws RangeError. */
  setSpeed(speed: number): void;
  /** Lets so many simulated milliseconds pass at once, on top of those that pass anyway. */
  advance(milliseconds: number): Promise<void>;
}

/**
 * Creates the sandbox's clock. `now()` is real time once the clock is live, whatever the speed, so
 * that ages and certificates agree with the clocks of those who look; the speed shortens the waits.
 *
 * @param options - `speed`: simulated seconds per second (default 1; 0 stands still); `beginsAt`: a past time to
 * begin at; without it the clock is live at once.
 * @public
 */
export function createClock(
  options: { speed?: number; beginsAt?: Date } = {},
): LiveClock {
  let speed = checkedSpeed(options.speed ?? 1);
  const timeline = createManualClock(options.beginsAt ?? new Date());
  let timer: ReturnType<typeof setTimeout> | undefined;
  let live: SimulatedTime | undefined;
  let stopped = false;

  const simulatedNow = () =>
    live ? live.at(Date.now()) : timeline.now().getTime();

  function schedule() {
    if (timer) {
      clearTimeout(timer);
      timer = undefined;
    }
    const due = timeline.nextDue();
    if (stopped || !live || due === undefined || speed === 0) {
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
    live = new SimulatedTime({
      real: Date.now(),
      simulated: timeline.now().getTime(),
      speed,
    });
    schedule();
  }

  /** From now on it is that time, and time passes at the speed that is set. */
  function continueFrom(simulated: number) {
    live?.continueWith({ real: Date.now(), simulated, speed });
    schedule();
  }

  if (!options.beginsAt) {
    becomeLive();
  }

  return {
    get speed() {
      return speed;
    },
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
    elapsedSince: moment =>
      live
        ? simulatedNow() - live.at(moment.getTime())
        : timeline.now().getTime() - moment.getTime(),
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
    setSpeed(next) {
      const simulated = simulatedNow();
      speed = checkedSpeed(next);
      continueFrom(simulated);
    },
    async advance(milliseconds) {
      if (!(milliseconds >= 0 && Number.isFinite(milliseconds))) {
        throw new RangeError('The sandbox can only be moved on in time.');
      }
      const until = simulatedNow() + milliseconds;
      await timeline.advance(Math.max(0, until - timeline.now().getTime()));
      continueFrom(until);
    },
  };
}

function checkedSpeed(speed: number): number {
  if (!Number.isFinite(speed) || speed < 0) {
    throw new RangeError(
      `The sandbox's speed must be a number of 0 or more, not ${speed}.`,
    );
  }
  return speed;
}
