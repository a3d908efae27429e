import type { ReleaseFacts } from '../observation/Observation';

/** How Helm failed. */
export type HelmFailure = NonNullable<ReleaseFacts['firstFailure']>;

/**
 * Remembers how Helm failed first, beyond a restart and for every replica: the cluster keeps only the
 * last failure. Nothing waits for it; what cannot be remembered now is remembered later.
 */
export interface FirstFailures {
  /** @param changed - called when something else is remembered of it */
  of(ref: string, changed: () => void): FirstFailure;
}

/** Of one deployment. */
export interface FirstFailure {
  /** Undefined also while nobody can tell. */
  get(edition: string): HelmFailure | undefined;
  /** Costs nothing when it is known already. Who noted first stays right. */
  note(edition: string, failure: HelmFailure): void;
  /** What was asked for has worked. */
  forget(edition: string): void;
  release(): void;
}
