import type { KubeObject } from '@kasm-portal/backstage-plugin-kasm-node';
import type { ClusterViews, Scope } from './ClusterViews';
import { ScaleUps } from './scaleUps';
import type { Watched } from './Watched';

const event = (pod: string, lastTimestamp: string): KubeObject => ({
  apiVersion: 'v1',
  kind: 'Event',
  metadata: { name: pod },
  involvedObject: { name: pod },
  lastTimestamp,
});

describe('new nodes', () => {
  it('are looked for while a pod waits for one, and not longer', () => {
    const open = new Set<string | undefined>();
    const views = {
      view({ project }: Watched<unknown>, { fieldSelector }: Scope) {
        open.add(fieldSelector);
        return {
          items: () =>
            [
              event('api-1', '2026-11-22T10:00:00Z'),
              event('other', '2026-11-22T10:00:00Z'),
            ].map(project),
          release: () => open.delete(fieldSelector),
        };
      },
    } as unknown as ClusterViews;
    const scaleUps = new ScaleUps({
      views,
      scope: { namespace: 'kasm' },
      changed: () => {},
    });

    expect(scaleUps.of([{ name: 'api-1' }])).toBeUndefined();
    expect(open.size).toBe(0);
    expect(scaleUps.of([{ name: 'api-1', unschedulable: {} }])).toEqual([
      { pod: 'api-1', at: '2026-11-22T10:00:00Z' },
    ]);
    expect([...open]).toEqual(['reason=TriggeredScaleUp']);
    expect(scaleUps.of([{ name: 'api-1' }])).toBeUndefined();
    expect(open.size).toBe(0);

    scaleUps.of([{ name: 'api-1', unschedulable: {} }]);
    scaleUps.stop();
    expect(scaleUps.of([{ name: 'api-1', unschedulable: {} }])).toBeUndefined();
    expect(open.size).toBe(0);
  });
});
