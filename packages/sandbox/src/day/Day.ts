/** How to play a day. */
export interface DayOptions {
  /** How long it lasts in real time at the clock's present speed; default 60. */
  seconds?: number;
  /** The same seed gives the same day; default 1. */
  seed?: number;
  /** The portal's name of the deployment; default the seeded one. */
  deployment?: string;
}

/** How far a day has got. */
export interface DayProgress {
  /** Time of day in the play, such as `09:30`; the clock's own time is not touched. */
  time: string;
  /** From 0 to 1. */
  fraction: number;
  /** Sessions that there are in Kasm now. */
  sessions: number;
  /** What happened last. */
  latest: string;
  over: boolean;
}

/** A day that is being played. */
export interface Day {
  progress(): DayProgress;
  /** Ends it now; what it changed is undone. May be called again. */
  stop(): void;
  /** Resolves when the day is over or was stopped. */
  readonly finished: Promise<void>;
}
