import type { ReflectorState } from './ReflectorOptions';

/** What a reflector can see, and since when. */
export class Sight {
  /** Resolves with the first report. */
  readonly settled: Promise<void>;
  private settle: () => void = () => {};
  private seen?: string;
  private current: ReflectorState;

  constructor(
    private readonly now: () => string,
    private readonly tell: (state: ReflectorState) => void,
    reason: string,
  ) {
    this.settled = new Promise(resolve => {
      this.settle = resolve;
    });
    this.current = { state: 'unreachable', since: now(), reason };
  }

  get state(): ReflectorState {
    return { ...this.current, seen: this.seen };
  }

  /** Something was heard just now. */
  heard(): void {
    this.seen = this.now();
  }

  /** Tells when state or reason differ. The state keeps its beginning while only the reason changes. */
  report(state: ReflectorState['state'], reason?: string): void {
    const { current } = this;
    if (state !== current.state || reason !== current.reason) {
      const since = state === current.state ? current.since : this.now();
      this.current = { state, since, reason };
      this.tell(this.state);
    }
    this.settle();
  }

  /** Lets nobody wait any longer for a first report. */
  close(): void {
    this.settle();
  }
}
