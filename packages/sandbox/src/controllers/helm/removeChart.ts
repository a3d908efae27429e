import type { ClusterStore, StoredObject } from '../../apiserver/ClusterStore';
import { isFinished } from '../workloads/startJobs';
import { CHARTS } from './chartResources';

/** Set on every HelmChart that the controller takes care of. */
export const FINALIZER = 'wrangler.cattle.io/on-helm-chart-remove';

/** What the removal of a HelmChart needs of its controller. */
export interface Removal {
  /** Whether helm runs in one of its pods. */
  isWorking(): boolean;
  createJob(): StoredObject;
  resume(job: StoredObject): void;
  lookAgain(): void;
}

/** Uninstalls before the HelmChart goes; in a namespace that is going too, there is no Job. */
export function removeChart(
  store: ClusterStore,
  helmChart: StoredObject,
  { isWorking, createJob, resume, lookAgain }: Removal,
): void {
  const { namespace, name, finalizers = [] } = helmChart.metadata;
  if (!finalizers.includes(FINALIZER)) {
    return;
  }
  const jobName = `helm-delete-${name}`;
  const going = store.get('namespaces', undefined, namespace!)?.metadata
    .deletionTimestamp;
  const job = store.get('jobs.batch', namespace, jobName);
  if (!going && !job) {
    if (isWorking()) {
      lookAgain();
      return;
    }
    store.delete('jobs.batch', namespace, `helm-install-${name}`);
    store.updateStatus(CHARTS, namespace, name, status => {
      status.jobName = jobName;
    });
    resume(createJob());
    return;
  }
  if (!going && job && !isFinished(job)) {
    resume(job);
    return;
  }
  if (!going) {
    store.delete(
      'clusterrolebindings.rbac.authorization.k8s.io',
      undefined,
      `helm-${namespace}-${name}`,
    );
  }
  store.delete('jobs.batch', namespace, jobName);
  store.update(CHARTS, namespace, name, ({ metadata }) => {
    metadata.finalizers = metadata.finalizers.filter(
      (finalizer: string) => finalizer !== FINALIZER,
    );
  });
}
