/** Lets so many things happen at once and makes the others wait for their turn. */
export class Turns {
  private free: number;
  private readonly waiting: Array<() => void> = [];

  constructor(atOnce: number) {
    this.free = atOnce;
  }

  async take<T>(act: () => Promise<T>): Promise<T> {
    if (this.free > 0) {
      this.free -= 1;
    } else {
      await new Promise<void>(resolve => {
        this.waiting.push(resolve);
      });
    }
    try {
      return await act();
    } finally {
      const next = this.waiting.shift();
      if (next) {
        next();
      } else {
        this.free += 1;
      }
    }
  }
}
