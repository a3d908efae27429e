/** Milliseconds that are spent at a time before anybody else may go on. */
const SLICE = 8;

/** Milliseconds between two judgements of one deployment: what changes meanwhile is judged together. */
const REST = 50;

/** So many times as long as its last judgement took, a deployment waits for its next. */
const FAIR = 20;

/**
 * So many times as long as all who wait now will take, it waits too: when everything changes at once,
 * as at the start, judging everybody with every change would take longer than the changes.
 */
const CROWD = 2;

/** Never longer, in milliseconds: a judgement may take long because the whole machine was busy. */
const LONGEST_REST = 500;

/** Where one deployment asks to be judged. */
export interface Desk {
  /** To be judged soon; asking again while waiting changes nothing. */
  ask(): void;
  /** It is not judged any more. */
  close(): void;
}

/**
 * Who is judged when: at once after a quiet time, so that what is seen is fresh; in turns when many
 * ask, so that nothing else of the process waits; and no deployment more often, or for more of the
 * time, than its share, so that a restless one does not hold up the others.
 *
 * @internal
 */
export class Judgements {
  private readonly waiting = new Set<() => void>();
  /** Milliseconds that a judgement takes, of late. */
  private usual = 0;
  private running: NodeJS.Immediate | undefined;

  constructor(private readonly now: () => number = () => performance.now()) {}

  /** How many wait for their turn. */
  get length(): number {
    return this.waiting.size;
  }

  /** @param judge - must not throw */
  desk(judge: () => void): Desk {
    let restedAt = -Infinity;
    let resting: NodeJS.Timeout | undefined;
    let closed = false;
    const turn = () => {
      const from = this.now();
      try {
        judge();
      } finally {
        const to = this.now();
        this.usual += (to - from - this.usual) / 16;
        const round = this.waiting.size * this.usual;
        restedAt =
          to +
          Math.max(
            REST,
            Math.min(LONGEST_REST, FAIR * (to - from)),
            CROWD * round,
          );
      }
    };
    return {
      ask: () => {
        if (closed || resting || this.waiting.has(turn)) {
          return;
        }
        const rest = restedAt - this.now();
        if (rest <= 0) {
          this.enqueue(turn);
          return;
        }
        resting = setTimeout(() => {
          resting = undefined;
          this.enqueue(turn);
        }, rest);
      },
      close: () => {
        closed = true;
        clearTimeout(resting);
        this.waiting.delete(turn);
      },
    };
  }

  private enqueue(turn: () => void): void {
    this.waiting.add(turn);
    this.running ??= setImmediate(() => this.run());
  }

  /** Sets keep the order of coming. */
  private run(): void {
    this.running = undefined;
    const end = this.now() + SLICE;
    for (const turn of this.waiting) {
      this.waiting.delete(turn);
      turn();
      if (this.now() >= end) {
        break;
      }
    }
    if (this.waiting.size > 0) {
      this.running = setImmediate(() => this.run());
    }
  }
}
