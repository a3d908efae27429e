/**
 * Time as reflectors and probes see it, so that tests can turn it by hand.
 *
 * @public
 */
export interface ReflectorClock {
  now(): Date;
  /** Runs the function once after so many milliseconds; the returned function cancels it. */
  after(milliseconds: number, run: () => void): () => void;
}

/**
 * The machine's time.
 *
 * @public
 */
export const systemClock: ReflectorClock = {
  now: () => new Date(),
  after: (milliseconds, run) => {
    const timer = setTimeout(run, milliseconds);
    return () => clearTimeout(timer);
  },
};
