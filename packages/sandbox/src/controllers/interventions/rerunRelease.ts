import type { ClusterStore } from '../../apiserver/ClusterStore';
import type { Place } from './Place';

/** Deletes the Job of a HelmChart, as operators do: its controller makes another one at once. */
export function rerunRelease(
  store: ClusterStore,
  { namespace, name }: Place,
): void {
  store.delete('jobs.batch', namespace, `helm-install-${name}`);
}
