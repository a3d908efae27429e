import type { ReflectorOptions, ReflectorState } from './ReflectorOptions';

/**
 * Keeps projections of the objects of one resource, in one namespace or by one selector, as they
 * are in the cluster: a paged list, then a watch that is resumed for as long as it lasts. Every
 * trouble becomes a {@link ReflectorState} and is tried again.
 *
 * @public
 */
export class Reflector<T> {
  constructor(_options: ReflectorOptions<T>) {
    throw new Error('being written');
  }

  /** Begins; does nothing when it has begun. */
  start(): void {}

  /** Ends for good; resolves when no timer, socket or callback is left. */
  async stop(): Promise<void> {}

  /** Resolves when the first look has come to something, good or bad. */
  async settled(): Promise<void> {}

  /** Everything that is known, by key. */
  get items(): ReadonlyMap<string, T> {
    return new Map();
  }

  get state(): ReflectorState {
    throw new Error('being written');
  }
}
