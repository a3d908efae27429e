import type { Clock } from '../Clock';
import { WaitingSteps } from './WaitingSteps';

/** How many turns of the event loop a chain of store events may take. */
const TURNS_TO_SETTLE = 4;

/**
 * A clock that moves only when told to.
 *
 * @public
 */
export interface ManualClock extends Clock {
  /**
   * Moves on by so many simulated milliseconds, running what falls due in order and letting the
   * stand-ins react to each other in between.
   */
  advance(milliseconds: number): Promise<void>;
  /**
   * Jumps from one waiting function to the next until the condition holds. Rejects when it does not
   * hold after so many simulated milliseconds.
   */
  runUntil(condition: () => boolean, milliseconds: number): Promise<void>;
  /** When the next waiting function falls due, in milliseconds since 1970. */
  nextDue(): number | undefined;
  /** Runs everything due up to that time, without letting anything else happen in between. */
  runDue(until: number): void;
}

/** Lets everything that is already on its way arrive: store events are always asynchronous. */
export async function letEventsArrive(): Promise<void> {
  for (let turn = 0; turn < TURNS_TO_SETTLE; turn++) {
    await new Promise<void>(resolve => setImmediate(resolve));
  }
}

/**
 * Creates a clock for tests and for making the seeded world look lived-in.
 *
 * @public
 */
export function createManualClock(
  start: Date = new Date('2026-11-01T08:00:00Z'),
): ManualClock {
  let now = start.getTime();
  const held = new Set<Promise<unknown>>();
  const waiting = new WaitingSteps();

  function runNext(until: number): boolean {
    const next = waiting.take(until);
    if (!next) {
      return false;
    }
    now = Math.max(now, next.due);
    next.run();
    return true;
  }

  async function settle() {
    await letEventsArrive();
    while (held.size > 0) {
      await Promise.allSettled(held);
      await letEventsArrive();
    }
  }

  return {
    now: () => new Date(now),
    hold(work) {
      const over = () => held.delete(work);
      held.add(work);
      work.then(over, over);
      return work;
    },
    after: (milliseconds, run) =>
      waiting.add(now + Math.max(0, milliseconds), run),
    stop: () => waiting.clear(),
    nextDue: () => waiting.nextDue(),
    runDue(until) {
      while (runNext(until));
      now = Math.max(now, until);
    },
    async advance(milliseconds) {
      const until = now + milliseconds;
      await settle();
      while (runNext(until)) {
        await settle();
      }
      now = until;
    },
    async runUntil(condition, milliseconds) {
      const until = now + milliseconds;
      await settle();
      while (!condition()) {
        if (!runNext(until)) {
          throw new Error(
            `The sandbox did not get there within ${milliseconds} simulated milliseconds.`,
          );
        }
        await settle();
      }
    },
  };
}
