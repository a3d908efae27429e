import type { ReflectorClock } from './ReflectorClock';

/** Milliseconds that a watch must last to count as working although it told nothing. */
const WORKS = 1_000;

/** Whether the watch of one attempt was ever worth something. */
export class WatchProof {
  private openedAt?: number;
  private told = false;

  constructor(private readonly clock: ReflectorClock) {}

  /** The server has accepted the watch. */
  open(): void {
    this.openedAt = this.clock.now().getTime();
  }

  /** An event has come. */
  tell(): void {
    this.told = true;
  }

  get opened(): boolean {
    return this.told || this.openedAt !== undefined;
  }

  /** It told something, or opened and lasted. */
  get works(): boolean {
    if (this.told) return true;
    const { openedAt } = this;
    return (
      openedAt !== undefined && this.clock.now().getTime() - openedAt >= WORKS
    );
  }
}
