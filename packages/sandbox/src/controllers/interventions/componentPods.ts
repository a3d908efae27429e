import type { ClusterStore, StoredObject } from '../../apiserver/ClusterStore';
import { missing } from './Place';

/** Names a component of a Kasm release. */
export interface Component {
  namespace: string;
  release: string;
  /** `app.kubernetes.io/component`. */
  component: string;
}

const labelsOf = ({ release, component }: Component) => ({
  'app.kubernetes.io/part-of': 'kasm',
  'app.kubernetes.io/instance': release,
  'app.kubernetes.io/component': component,
});

/** The pods of a component as they are now. */
export const componentPods = (
  store: ClusterStore,
  target: Component,
): StoredObject[] =>
  store.list('pods', {
    namespace: target.namespace,
    labels: labelsOf(target),
  });

/** The Deployment of a component; throws one sentence when there is none. */
export function componentDeployment(
  store: ClusterStore,
  target: Component,
): StoredObject {
  const [deployment] = store.list('deployments.apps', {
    namespace: target.namespace,
    labels: labelsOf(target),
  });
  return (
    deployment ??
    missing('Deployment of Kasm’s component', {
      namespace: target.namespace,
      name: target.component,
    })
  );
}

/** Deletes the pods of a component, so that others take their place. */
export function deletePods(store: ClusterStore, target: Component): void {
  for (const { metadata } of componentPods(store, target)) {
    store.delete('pods', metadata.namespace, metadata.name);
  }
}
