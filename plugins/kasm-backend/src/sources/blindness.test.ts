import { healthyObservation } from '../evaluate/__fixtures__/healthyObservation';
import type { ClusterViews } from './ClusterViews';
import { watchDatabase } from './database';
import { watchIngress } from './ingress';
import type { Watched } from './Watched';

const { deployment } = healthyObservation();
const common = { deployment, changed: () => {} };

/** Views of a cluster in which everything is seen but one kind. */
function viewsWithout(plural: string, state?: string): ClusterViews {
  return {
    view({ resource }: Watched<unknown>) {
      const hidden = resource.plural === plural;
      return {
        wasRead: !hidden,
        looked: !hidden || state !== 'unreachable',
        state: {
          state: hidden ? state : 'ok',
          since: '2026-01-01T00:00:00Z',
          ...(hidden && { reason: `list ${plural}` }),
        },
        items: () =>
          resource.plural === 'clusters'
            ? [{ name: deployment.databaseCluster }]
            : [],
        release: () => {},
      };
    },
  } as unknown as ClusterViews;
}

describe('what cannot be seen is not told as missing', () => {
  it.each(['scheduledbackups', 'backups'])('%s', plural => {
    const forbidden = viewsWithout(plural, 'forbidden');
    expect(watchDatabase({ ...common, views: forbidden }).sighting()).toEqual(
      expect.objectContaining({
        state: 'forbidden',
        reason: `list ${plural}`,
        facts: undefined,
      }),
    );
  });

  it.each(['objectstores', 'persistentvolumeclaims', 'poddisruptionbudgets'])(
    '%s, without which the rest is seen all the same',
    plural => {
      const views = viewsWithout(plural, 'forbidden');
      const { state, facts } = watchDatabase({ ...common, views }).sighting();

      expect(state).toBe('ok');
      expect(facts?.backups.sharedWith).toBeUndefined();
      expect(facts?.disruptionBudgets).toBeUndefined();
      expect(facts?.claims === undefined).toBe(
        plural === 'persistentvolumeclaims',
      );
    },
  );

  it('what was not looked at yet, though it is only optional', () => {
    const views = viewsWithout('daemonsets', 'unreachable');
    expect(watchIngress({ ...common, views }).sighting()).toEqual(
      expect.objectContaining({ state: 'unreachable', facts: undefined }),
    );
    const forbidden = viewsWithout('daemonsets', 'forbidden');
    expect(
      watchIngress({ ...common, views: forbidden }).sighting().facts,
    ).toBeDefined();
  });

  it('serverstransports', () => {
    const views = viewsWithout('serverstransports', 'forbidden');
    expect(watchIngress({ ...common, views }).sighting()).toEqual(
      expect.objectContaining({ state: 'forbidden', facts: undefined }),
    );
  });
});
