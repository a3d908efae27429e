import type { ReflectorClock } from './ReflectorClock';

/** A wait between two attempts that can be cut short. */
export class Pause {
  /** Ends the wait that is under way, if there is one. */
  end: () => void = () => {};

  constructor(private readonly clock: ReflectorClock) {}

  /** Resolves after so many milliseconds, or when it is ended. Leaves no timer. */
  async take(milliseconds: number): Promise<void> {
    await new Promise<void>(resolve => {
      const cancel = this.clock.after(milliseconds, resolve);
      this.end = () => {
        cancel();
        resolve();
      };
    });
    this.end = () => {};
  }
}
