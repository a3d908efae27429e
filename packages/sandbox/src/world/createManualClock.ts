import type { Clock } from '../Clock';

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
  let order = 0;
  const held = new Set<Promise<unknown>>();
  let waiting: Array<{ due: number; order: number; run: () => void }> = [];

  function runNext(until: number): boolean {
    const next = waiting[0];
    if (!next || next.due > until) {
      return false;
    }
    waiting.shift();
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
    after(milliseconds, run) {
      const entry = {
        due: now + Math.max(0, milliseconds),
        order: order++,
        run,
      };
      const position = waiting.findIndex(other => other.due > entry.due);
      waiting.splice(position < 0 ? waiting.length : position, 0, entry);
      return () => {
        waiting = waiting.filter(other => other !== entry);
      };
    },
    stop() {
      waiting = [];
    },
    nextDue: () => waiting[0]?.due,
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
