import {
  type KubeObject,
  resources,
} from '@kasm-portal/backstage-plugin-kasm-node';
import type { ScaleUpFacts } from '../observation/Observation';
import type { ClusterViews, Scope, View } from './ClusterViews';
import type { Watched } from './Watched';

const ONLY_SCALE_UPS = 'reason=TriggeredScaleUp';

/** What a cluster autoscaler notes about a pod that it makes a node for. */
const scaleUpEvents: Watched<ScaleUpFacts> = {
  resource: resources.events,
  project(object) {
    const { metadata, ...event } = object as KubeObject & {
      involvedObject?: { name?: string };
      lastTimestamp?: string | null;
      eventTime?: string | null;
    };
    return {
      pod: event.involvedObject?.name ?? '',
      at:
        event.lastTimestamp ??
        event.eventTime ??
        metadata.creationTimestamp ??
        '',
    };
  },
};

/**
 * Looks for new nodes only while a pod waits for one: few clusters make any, and a watch of every
 * namespace would be there for nothing.
 *
 * @internal
 */
export class ScaleUps {
  private view: View<ScaleUpFacts> | undefined;
  private stopped = false;

  constructor(
    private readonly options: {
      views: ClusterViews;
      scope: Scope;
      changed: () => void;
    },
  ) {}

  /** Of these pods, in order; undefined while none of them waits. */
  of(pods: Array<{ name: string; unschedulable?: object }>) {
    const waiting = pods.filter(({ unschedulable }) => unschedulable);
    if (waiting.length === 0 || this.stopped) {
      this.release();
      return undefined;
    }
    const { views, scope, changed } = this.options;
    this.view ??= views.view(
      scaleUpEvents,
      { ...scope, fieldSelector: ONLY_SCALE_UPS },
      { relevant: () => true, changed },
    );
    return this.view
      .items()
      .filter(({ pod }) => waiting.some(({ name }) => name === pod))
      .sort((a, b) => (`${a.pod} ${a.at}` < `${b.pod} ${b.at}` ? -1 : 1));
  }

  stop(): void {
    this.stopped = true;
    this.release();
  }

  private release(): void {
    this.view?.release();
    this.view = undefined;
  }
}
