import { Remembered } from './Remembered';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A moment further ahead than this, in seconds, is a wrong clock and not a young state. */
const SKEW = 5 * MINUTE;

/** What is longer is no moment, and not worth remembering. */
const LONGEST_MOMENT = 40;

/** Every rule asks again for the same ones. */
const parsedMoments = new Remembered<number>();

/** RFC 3339 to milliseconds; undefined when it is no moment. */
export function moment(text: string | undefined): number | undefined {
  if (text === undefined) {
    return undefined;
  }
  let parsed = parsedMoments.get(text);
  if (parsed === undefined) {
    parsed = Date.parse(text);
    if (text.length <= LONGEST_MOMENT) {
      parsedMoments.set(text, parsed);
    }
  }
  return Number.isNaN(parsed) ? undefined : parsed;
}

/**
 * Answers questions about age at one moment, and remembers the earliest moment at which one of its
 * answers will change: that is when the judgement has to be made again.
 */
export class Ages {
  private earliest = Infinity;

  /** @param now - Milliseconds of the epoch. */
  constructor(readonly now: number) {}

  /** Whether a moment, plus some seconds, has passed. An unreadable one has. */
  passed(at: string | undefined, plusSeconds: number = 0): boolean {
    const start = moment(at);
    if (start === undefined) {
      return true;
    }
    return this.reached(start + plusSeconds * 1000);
  }

  /** Like `passed`, for the start of a state, which cannot lie in the future. */
  olderThan(since: string | undefined, seconds: number): boolean {
    const start = moment(since);
    if (start === undefined || start > this.now + SKEW * 1000) {
      return true;
    }
    return this.passed(since, seconds);
  }

  /**
   * How long a state lasts: `3 min`, `5 h`, `2 days`; undefined when unknown, or so short that the
   * number would be wrong before it is read.
   */
  words(since: string | undefined): string | undefined {
    const start = moment(since);
    if (start === undefined) {
      return undefined;
    }
    const seconds = Math.max(0, Math.floor((this.now - start) / 1000));
    const [unit, singular, plural] = unitOf(seconds);
    const count = Math.floor(seconds / unit);
    this.reached(start + (count + 1) * unit * 1000);
    if (seconds < MINUTE) {
      return undefined;
    }
    return `${count} ${count === 1 ? singular : plural}`;
  }

  /** Whole days that are left until a moment; 0 once it passed. */
  daysUntil(at: string): number {
    const end = moment(at) ?? this.now;
    const days = Math.max(0, Math.floor((end - this.now) / (DAY * 1000)));
    this.reached(end - days * DAY * 1000 + 1);
    return days;
  }

  /** The earliest moment, in milliseconds, at which an answer given so far changes. */
  nextChange(): number | undefined {
    return Number.isFinite(this.earliest) ? this.earliest : undefined;
  }

  private reached(at: number): boolean {
    if (this.now >= at) {
      return true;
    }
    this.earliest = Math.min(this.earliest, at);
    return false;
  }
}

function unitOf(seconds: number): [number, string, string] {
  if (seconds < HOUR) {
    return [MINUTE, 'min', 'min'];
  }
  return seconds < 2 * DAY ? [HOUR, 'h', 'h'] : [DAY, 'day', 'days'];
}
