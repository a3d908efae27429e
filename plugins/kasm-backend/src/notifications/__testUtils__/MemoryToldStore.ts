import type { Told, ToldStore } from '../Told';

/** Remembers as the database does, for as long as the test. */
export class MemoryToldStore implements ToldStore {
  readonly ready = true;
  failing = false;
  private readonly kept = new Map<string, Told>();

  async all(): Promise<Map<string, Told>> {
    return new Map(this.kept);
  }

  async put(ref: string, told: Told): Promise<void> {
    if (this.failing) {
      throw new Error('The database is away');
    }
    this.kept.set(ref, told);
  }
}
