const PIECE_BYTES = 512;
const PIECE_MS = 50;

/** Passes bytes on a few at a time and in order, for as long as it is slow. */
export class SlowLane {
  private waiting: Buffer[] = [];
  private timer: ReturnType<typeof setTimeout> | undefined;
  private ending = false;

  constructor(
    private readonly pass: (piece: Buffer) => void,
    private readonly finish: () => void,
    private readonly isSlow: () => boolean,
  ) {}

  /** Whether something is still on its way, which later bytes must not overtake. */
  get busy(): boolean {
    return this.waiting.length > 0;
  }

  push(bytes: Buffer): void {
    for (let start = 0; start < bytes.length; start += PIECE_BYTES) {
      this.waiting.push(bytes.subarray(start, start + PIECE_BYTES));
    }
    this.timer ??= setTimeout(() => this.tick(), PIECE_MS);
  }

  /** Finishes once everything is through. */
  end(): void {
    this.ending = true;
    if (!this.busy) this.finish();
  }

  /** Forgets what is waiting: nobody is there any more. */
  drop(): void {
    this.waiting = [];
    clearTimeout(this.timer);
  }

  private tick(): void {
    this.timer = undefined;
    const pieces = this.waiting.splice(0, this.isSlow() ? 1 : Infinity);
    pieces.forEach(this.pass);
    if (this.busy) {
      this.timer = setTimeout(() => this.tick(), PIECE_MS);
    } else if (this.ending) {
      this.finish();
    }
  }
}
