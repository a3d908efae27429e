/** Where lines go: the task's log. */
export interface ProgressLog {
  info(message: string): void;
  warn(message: string): void;
}

/**
 * What a person reads while waiting. A line about something appears only when it differs from the
 * last one about the same thing.
 */
export class Progress {
  private readonly last = new Map<string, string>();
  private readonly warned: string[] = [];

  constructor(private readonly log: ProgressLog) {}

  /** A line that stands for itself. */
  line(text: string): void {
    this.log.info(text);
  }

  /** `<about>: <text>`, if that is news. */
  about(about: string, text: string): void {
    if (this.last.get(about) !== text) {
      this.last.set(about, text);
      this.log.info(`${about}: ${text}`);
    }
  }

  /** Something that does not stop the run but must be known. */
  warn(text: string): void {
    this.warned.push(text);
    this.log.warn(text);
  }

  warnings(): readonly string[] {
    return this.warned;
  }
}
