import type { SourceState } from '@kasm-portal/backstage-plugin-kasm-common';
import type { Sighting } from '../observation/Observation';
import type { View } from './ClusterViews';

/**
 * One place that facts of one deployment come from.
 *
 * @internal
 */
export interface Source<T> {
  sighting(): Sighting<T>;
  /** Whether everything was looked at once, with whatever success; where it is absent it was. */
  looked?(): boolean;
  stop(): void;
}

/** Worst first: what stands in the way of the others is told first. */
const BLIND: SourceState[] = [
  'unreachable',
  'unauthenticated',
  'forbidden',
  'notInstalled',
  'stale',
];

/**
 * A source made of views. Without the `needed` ones it is blind; the `optional` ones only add, but
 * each is waited for once, so that what comes a moment later does not look as if it were missing.
 *
 * @internal
 */
export function createSource<T>(options: {
  needed: View<any>[];
  optional?: View<any>[];
  /** What the views say, and whether there is anything of the deployment at all. */
  read(): { facts: T; empty: boolean };
  now?: () => Date;
}): Source<T> {
  const { needed, optional = [], read, now = () => new Date() } = options;
  let last: { state: SourceState; since: string } | undefined;

  const sinceWhen = (state: SourceState, began: string | undefined) => {
    if (last?.state !== state) {
      last = { state, since: began ?? now().toISOString() };
    }
    return last.since;
  };

  return {
    looked: () => [...needed, ...optional].every(view => view.looked),
    sighting() {
      const awaited = optional.filter(view => !view.looked);
      const states = [...needed, ...awaited].map(view => view.state);
      const blind = BLIND.flatMap(
        bad => states.find(({ state }) => state === bad) ?? [],
      )[0];
      const complete =
        awaited.length === 0 && needed.every(view => view.wasRead);
      const known = complete ? read() : undefined;
      const seen = states.flatMap(state => state.seen ?? []).sort()[0];
      if (blind) {
        return {
          state: blind.state,
          since: sinceWhen(blind.state, blind.since),
          seen,
          reason: blind.reason ?? 'Nothing was read yet',
          facts: known?.facts,
        };
      }
      const state = known?.empty ? 'empty' : 'ok';
      return {
        state,
        since: sinceWhen(state, undefined),
        seen,
        ...(state === 'empty' && {
          reason: 'Nothing of this deployment is there',
        }),
        facts: known?.facts,
      };
    },
    stop() {
      [...needed, ...optional].forEach(view => view.release());
    },
  };
}

/**
 * A source that nobody looks at, and why.
 *
 * @internal
 */
export function absentSource<T>(reason: string, now = new Date()): Source<T> {
  const sighting: Sighting<T> = {
    state: 'notConfigured',
    since: now.toISOString(),
    reason,
  };
  return { sighting: () => sighting, stop: () => {} };
}
