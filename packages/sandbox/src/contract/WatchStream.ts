import type { IncomingMessage } from 'node:http';

/** One event of a watch. */
export interface WatchEvent {
  type: string;
  object: any;
}

const DEADLINE_MS = 40_000;

/** Events of an open watch, one after the other. */
export class WatchStream {
  readonly status: number;
  private readonly events: WatchEvent[] = [];
  private readonly waiting: Array<() => void> = [];
  private isOver = false;

  constructor(private readonly response: IncomingMessage) {
    this.status = response.statusCode ?? 0;
    let text = '';
    response.setEncoding('utf8');
    response.on('data', (chunk: string) => {
      const lines = (text + chunk).split('\n');
      text = lines.pop() ?? '';
      lines.forEach(line => this.events.push(JSON.parse(line)));
      this.wake();
    });
    const over = () => {
      this.isOver = true;
      this.wake();
    };
    response.on('close', over);
    response.on('error', over);
  }

  close(): void {
    this.response.destroy();
  }

  /** The next event; undefined at the end of the stream. Rejects when neither comes in time. */
  async next(): Promise<WatchEvent | undefined> {
    const until = Date.now() + DEADLINE_MS;
    while (this.events.length === 0 && !this.isOver) {
      await this.change(until - Date.now());
    }
    return this.events.shift();
  }

  /** The next so many events, as `TYPE name`. */
  async names(count: number): Promise<string[]> {
    const seen: string[] = [];
    while (seen.length < count) {
      const event = await this.next();
      if (!event) {
        throw new Error(
          `the watch ended after ${seen.join(', ') || 'nothing'}`,
        );
      }
      seen.push(`${event.type} ${event.object.metadata.name}`);
    }
    return seen;
  }

  private change(milliseconds: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(
        () => reject(new Error('the watch stayed silent')),
        Math.max(milliseconds, 0),
      );
      this.waiting.push(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  }

  private wake(): void {
    this.waiting.splice(0).forEach(resolve => resolve());
  }
}
