/**
 * Time of the sandbox: the stand-ins take as long as they would, divided by the speed.
 */
export interface Clock {
  now(): Date;
  /** How much faster than `now()` simulated time passes; 1 when absent. */
  readonly speed?: number;
  /** Simulated milliseconds since a moment of `now()`; their difference when absent. */
  elapsedSince?(moment: Date): number;
  /** False while the world's past is being made; true when absent. */
  readonly live?: boolean;
  /** Runs the function after so many simulated milliseconds; the returned function cancels it. */
  after(milliseconds: number, run: () => void): () => void;
  /**
   * Returns work that takes real time, such as making a key, and takes no simulated time: a clock
   * that jumps stands still until it is done. Absent where no clock jumps.
   */
  hold?<T>(work: Promise<T>): Promise<T>;
  /** Cancels everything that is waiting. */
  stop(): void;
}
