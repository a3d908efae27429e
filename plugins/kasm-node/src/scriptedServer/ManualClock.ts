import type { ReflectorClock } from '../reflector/ReflectorClock';

/** A clock that stands still until it is turned. */
export class ManualClock implements ReflectorClock {
  private time = Date.parse('2026-01-01T00:00:00Z');
  private readonly timers = new Set<{ at: number; run: () => void }>();

  now(): Date {
    return new Date(this.time);
  }

  after(milliseconds: number, run: () => void): () => void {
    const timer = { at: this.time + milliseconds, run };
    this.timers.add(timer);
    return () => this.timers.delete(timer);
  }

  /** Milliseconds until the next timer; undefined when there is none. */
  get next(): number | undefined {
    const [first] = [...this.timers].map(({ at }) => at).sort((a, b) => a - b);
    return first === undefined ? undefined : first - this.time;
  }

  get waiting(): number {
    return this.timers.size;
  }

  /** Throws when somebody still waits. */
  stop(): void {
    if (this.waiting > 0) throw new Error(`${this.waiting} timers are left`);
  }

  /** Lets so many milliseconds pass and runs what falls due. */
  turn(milliseconds: number): void {
    this.time += milliseconds;
    for (const timer of [...this.timers]) {
      if (timer.at <= this.time) {
        this.timers.delete(timer);
        timer.run();
      }
    }
  }
}
