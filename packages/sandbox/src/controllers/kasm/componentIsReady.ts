import type { ClusterStore } from '../../apiserver/ClusterStore';
import { isReady } from '../workloads/podFromTemplate';

/** Whether a component of a namespace has a ready pod. */
export function componentIsReady(
  store: ClusterStore,
  namespace: string | undefined,
  component: string,
): boolean {
  return store
    .list('pods', {
      namespace,
      labels: {
        'app.kubernetes.io/part-of': 'kasm',
        'app.kubernetes.io/component': component,
      },
    })
    .some(isReady);
}
