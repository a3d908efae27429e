import type { Day, DayOptions } from '../day/Day';

/** The day that is being played, if any, as people ask for it. */
export type PlayedDay =
  | { playing: false }
  | {
      playing: true;
      seconds: number;
      time: string;
      sessions: number;
      latest: string;
    };

const DEFAULT_SECONDS = 60;
const LONGEST = 86_400;

/** Plays one day at a time. */
export class DayPlayer {
  private day: { played: Day; seconds: number } | undefined;

  /** @param play - begins a day; throws one sentence when it cannot be played */
  constructor(private readonly play: (options: DayOptions) => Day) {}

  /** Ends the day that is being played, if any. Throws RangeError for seconds that make no sense. */
  start(options: { seconds?: string; deployment?: string }): PlayedDay {
    const seconds = Number(options.seconds ?? DEFAULT_SECONDS);
    if (!(seconds >= 1 && seconds <= LONGEST)) {
      throw new RangeError(`seconds must be a number from 1 to ${LONGEST}`);
    }
    this.stop();
    const { deployment } = options;
    this.day = { played: this.play({ seconds, deployment }), seconds };
    return this.now();
  }

  /** Everybody goes home, and what the day changed is as before. */
  stop(): PlayedDay {
    this.day?.played.stop();
    this.day = undefined;
    return this.now();
  }

  now(): PlayedDay {
    const progress = this.day?.played.progress();
    if (!this.day || !progress || progress.over) return { playing: false };
    const { time, sessions, latest } = progress;
    return { playing: true, seconds: this.day.seconds, time, sessions, latest };
  }
}
