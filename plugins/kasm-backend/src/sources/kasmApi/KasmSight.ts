import type { SourceState } from '@kasm-portal/backstage-plugin-kasm-common';
import type { KasmApiFacts, Sighting } from '../../observation/Observation';
import { isForbidden, reasonOf } from './HeardLists';
import { roundFailure } from './roundFailure';

/**
 * Whether one deployment's Kasm is heard, and since when not.
 *
 * @internal
 */
export class KasmSight {
  private state: SourceState = 'unreachable';
  private since: string | undefined;
  private reason: string | undefined = 'Kasm’s API was not asked yet';
  /** Milliseconds. */
  private heardAt: number | undefined;
  private failingSince: number | undefined;
  private inARow = 0;
  private readonly began = new Date().toISOString();

  /** Rounds in a row in which nothing was heard. */
  get failures(): number {
    return this.inARow;
  }

  /** Whether anything was heard, ever. */
  get heard(): boolean {
    return this.heardAt !== undefined;
  }

  /** Whether Kasm is there and refuses: asking sooner would not help. */
  get refused(): boolean {
    return this.state === 'forbidden' || this.state === 'unauthenticated';
  }

  answered(now: number): void {
    this.heardAt = now;
    this.inARow = 0;
    this.failingSince = undefined;
    this.become('ok', now);
  }

  failed(now: number, errors: unknown[]): void {
    this.inARow += 1;
    this.failingSince ??= now;
    // One round without an answer happens; a refusal is certain, and so is that nothing was heard yet.
    if (this.inARow > 1 || errors.every(isForbidden) || !this.heard) {
      this.become(
        roundFailure(errors).state,
        this.failingSince,
        reasonOf(errors[0]),
      );
    }
  }

  /** @param old - milliseconds after which what was heard is no sight any more */
  at(now: number, old: number): Omit<Sighting<KasmApiFacts>, 'facts'> {
    const { heardAt, state, reason } = this;
    const since = this.since ?? this.began;
    if (heardAt === undefined) {
      return { state, since, reason };
    }
    const seen = new Date(heardAt).toISOString();
    return state === 'ok' && now - heardAt > old
      ? {
          state: 'stale',
          since: seen,
          seen,
          reason: 'Kasm’s API was not heard for a while',
        }
      : { state, since, seen, ...(reason && { reason }) };
  }

  private become(state: SourceState, since: number, reason?: string): void {
    if (this.state !== state || this.since === undefined) {
      this.since = new Date(since).toISOString();
    }
    this.state = state;
    this.reason = reason;
  }
}
