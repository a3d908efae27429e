import type { MinuteOfSamples } from './HistoryWriter';
import type { JudgedState } from './RecordedState';

/** What is kept while nobody can write: about a quarter of an hour of 1,000 deployments. */
const MOST_STATES = 10_000;
const MOST_SAMPLES = 15_000;

interface Waiting<T> {
  /** Milliseconds; when it began to wait. */
  since: number;
  what: T;
}

/**
 * What waits to be written, bounded: when there is too much the oldest is lost, and counted.
 *
 * @internal
 */
export class Backlog {
  private states: Waiting<JudgedState>[] = [];
  private minutes: Waiting<MinuteOfSamples>[] = [];
  private lostStates = 0;
  private lostMinutes = 0;

  get empty(): boolean {
    return this.states.length + this.minutes.length === 0;
  }

  addState(what: JudgedState, since: number): void {
    this.states.push({ since, what });
    if (this.states.length > MOST_STATES) {
      this.states.shift();
      this.lostStates += 1;
    }
  }

  addMinute(what: MinuteOfSamples, since: number): void {
    this.minutes.push({ since, what });
    while (this.minutes.length > 1 && this.samples() > MOST_SAMPLES) {
      this.minutes.shift();
      this.lostMinutes += 1;
    }
  }

  /** Another replica wrote what is older than this. */
  forgetBefore(moment: number): void {
    this.states = this.states.filter(({ since }) => since >= moment);
    this.minutes = this.minutes.filter(({ since }) => since >= moment);
    this.lostStates = 0;
    this.lostMinutes = 0;
  }

  /** Everything, in order, and how to say that it was written. */
  take(): {
    states: JudgedState[];
    minutes: MinuteOfSamples[];
    written(): void;
  } {
    const states = new Set(this.states);
    const minutes = new Set(this.minutes);
    return {
      states: [...states].map(({ what }) => what),
      minutes: [...minutes].map(({ what }) => what),
      written: () => {
        this.states = this.states.filter(each => !states.has(each));
        this.minutes = this.minutes.filter(each => !minutes.has(each));
      },
    };
  }

  /** One sentence about what was lost since the last time; undefined when nothing was. */
  takeLoss(): string | undefined {
    const { lostMinutes, lostStates } = this;
    this.lostMinutes = 0;
    this.lostStates = 0;
    return lostMinutes + lostStates === 0
      ? undefined
      : `The history has a gap: ${lostMinutes} minutes of samples and ${lostStates} judgements were given up while the database was away`;
  }

  private samples(): number {
    return this.minutes.reduce((sum, { what }) => sum + what.samples.size, 0);
  }
}
