import type { StoreEvent } from '../ClusterStore';
import { expired } from '../StatusError';

/** One change of one object, with the revision at which it happened. */
export interface Change extends StoreEvent {
  revision: number;
}

/**
 * How many changes a watch may be behind, per resource type: a minute at 200 changes a second. States
 * of an object share what did not change, so that this costs less than it seems.
 */
const WINDOW = 12_000;

/** The recent changes of one resource type. */
export class History {
  private changes: Change[] = [];

  /** @param floor - the revision before which nothing is known */
  constructor(private floor: number) {}

  record(change: Change): void {
    this.changes.push(change);
    // Now and then rather than each time: taking the first of a long list moves all others.
    if (this.changes.length >= WINDOW + WINDOW / 4) {
      const dropped = this.changes.splice(0, this.changes.length - WINDOW);
      this.floor = dropped[dropped.length - 1].revision;
    }
  }

  /** Changes after a revision; throws Expired when they are no longer all known. */
  since(revision: number): Change[] {
    if (revision < this.floor) {
      throw expired(`too old resource version: ${revision} (${this.floor})`);
    }
    let low = 0;
    let high = this.changes.length;
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if (this.changes[middle].revision <= revision) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return this.changes.slice(low);
  }

  /** Forgets everything up to a revision. */
  forget(revision: number): void {
    this.floor = Math.max(this.floor, revision);
    if (this.changes.length > 0) {
      this.changes = this.changes.filter(change => change.revision > revision);
    }
  }

  /** Begins anew, with lower revisions perhaps. */
  restart(): void {
    this.changes = [];
    this.floor = 0;
  }
}
