import {
  KasmApiError,
  type KasmLists,
} from '@kasm-portal/backstage-plugin-kasm-node';
import type { KasmApiFacts } from '../../observation/Observation';

/** A list that failed so often in a row is not known any more. */
const PATIENCE = 3;

interface Heard {
  value?: unknown;
  /** Failures since. */
  failures: number;
  error?: { reason: string; forbidden: boolean };
}

/**
 * The lists as they were last heard, each for itself: one that fails does not hide the others.
 *
 * @internal
 */
export class HeardLists {
  private readonly lists = new Map<keyof KasmLists, Heard>();

  heard<L extends keyof KasmLists>(list: L, value: KasmLists[L]): void {
    this.lists.set(list, { value, failures: 0 });
  }

  failed(list: keyof KasmLists, error: unknown): void {
    const before = this.lists.get(list);
    const forbidden = isForbidden(error);
    const failures = (before?.failures ?? 0) + 1;
    const lost = forbidden || failures >= PATIENCE;
    this.lists.set(list, {
      ...(!lost && { value: before?.value }),
      failures,
      error: { reason: reasonOf(error), forbidden },
    });
  }

  get<L extends keyof KasmLists>(list: L): KasmLists[L] | undefined {
    return this.lists.get(list)?.value as KasmLists[L] | undefined;
  }

  /** The lists that are not known, and why. */
  unread(): KasmApiFacts['unread'] {
    return [...this.lists]
      .flatMap(([list, { value, error }]) =>
        value === undefined && error ? [{ list, ...error }] : [],
      )
      .sort((a, b) => (a.list < b.list ? -1 : 1));
  }
}

/** @internal */
export function isForbidden(error: unknown): boolean {
  return error instanceof KasmApiError && error.kind === 'notPermitted';
}

/** @internal */
export function reasonOf(error: unknown): string {
  return error instanceof KasmApiError
    ? error.message
    : 'The answer could not be read';
}
