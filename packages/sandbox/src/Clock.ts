/**
 * Time of the sandbox: the stand-ins take as long as they would, divided by the speed.
 */
export interface Clock {
  now(): Date;
  /** How much faster than `now()` simulated time passes; 1 when absent. */
  readonly speed?: number;
  /** Runs the function after so many simulated milliseconds; the returned function cancels it. */
  after(milliseconds: number, run: () => void): () => void;
  /** Cancels everything that is waiting. */
  stop(): void;
}
