import type { Clock } from '../../Clock';
import type { ClusterStore } from '../../apiserver/ClusterStore';
import { isReady } from '../workloads/podFromTemplate';
import { certificateFor, routeRequest, type Route } from './routeRequest';

/** What the public host asks: every answer is as of now. */
export interface ClusterRouter {
  route(host: string): Route;
  certificate(host: string): { key: string; cert: string } | undefined;
  isReady(
    target: { namespace: string; release: string },
    component: string,
  ): boolean;
}

/** The public host's view of a cluster. */
export function createPublicRouter(
  store: ClusterStore,
  clock: Clock,
): ClusterRouter {
  return {
    route: host => routeRequest(store, host, clock.now()),
    certificate: host => certificateFor(store, host),
    isReady: ({ namespace, release }, component) =>
      store
        .list('pods', {
          namespace,
          labels: {
            'app.kubernetes.io/instance': release,
            'app.kubernetes.io/component': component,
          },
        })
        .some(isReady),
  };
}
