interface Step {
  due: number;
  order: number;
  /** Absent once it is cancelled. */
  run?: () => void;
}

const isBefore = (a: Step, b: Step) =>
  a.due < b.due || (a.due === b.due && a.order < b.order);

/** Functions that wait for their time, the next one at hand: a heap, for there may be very many. */
export class WaitingSteps {
  private steps: Step[] = [];
  private order = 0;
  private cancelled = 0;

  /** Returns what takes it back. */
  add(due: number, run: () => void): () => void {
    const step: Step = { due, order: this.order++, run };
    this.steps.push(step);
    this.rise(this.steps.length - 1);
    return () => {
      if (step.run) {
        step.run = undefined;
        this.cancelled += 1;
        this.tidy();
      }
    };
  }

  /** When the next falls due. */
  nextDue(): number | undefined {
    this.dropCancelled();
    return this.steps[0]?.due;
  }

  /** Takes out the next that falls due by then; of equal ones the first that was added. */
  take(until: number): { due: number; run: () => void } | undefined {
    const due = this.nextDue();
    if (due === undefined || due > until) {
      return undefined;
    }
    const run = this.steps[0].run!;
    // Cancelling it afterwards does nothing.
    this.steps[0].run = undefined;
    this.shift();
    return { due, run };
  }

  clear(): void {
    this.steps = [];
    this.cancelled = 0;
  }

  private dropCancelled(): void {
    while (this.steps.length > 0 && !this.steps[0].run) {
      this.shift();
      this.cancelled -= 1;
    }
  }

  /** Most that is cancelled would wait for long: it goes when it is more than half of all. */
  private tidy(): void {
    if (this.cancelled > 1000 && this.cancelled > this.steps.length / 2) {
      this.steps = this.steps
        .filter(({ run }) => run)
        .sort((a, b) => (isBefore(a, b) ? -1 : 1));
      this.cancelled = 0;
    }
  }

  private shift(): void {
    const last = this.steps.pop()!;
    if (this.steps.length > 0) {
      this.steps[0] = last;
      this.sink(0);
    }
  }

  private rise(from: number): void {
    let at = from;
    while (at > 0) {
      const parent = Math.floor((at - 1) / 2);
      if (!isBefore(this.steps[at], this.steps[parent])) {
        return;
      }
      this.swap(at, parent);
      at = parent;
    }
  }

  private sink(from: number): void {
    let at = from;
    for (;;) {
      const left = 2 * at + 1;
      let least = at;
      for (const child of [left, left + 1]) {
        if (
          child < this.steps.length &&
          isBefore(this.steps[child], this.steps[least])
        ) {
          least = child;
        }
      }
      if (least === at) {
        return;
      }
      this.swap(at, least);
      at = least;
    }
  }

  private swap(a: number, b: number): void {
    [this.steps[a], this.steps[b]] = [this.steps[b], this.steps[a]];
  }
}
