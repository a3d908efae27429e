import type { Clock } from '../../Clock';
import type {
  ClusterStore,
  NewObject,
  StoredObject,
} from '../../apiserver/ClusterStore';
import { withCondition } from '../machinery/conditions';
import { elapsedSince } from '../machinery/elapsedSince';
import { recordEvent } from '../machinery/recordEvent';
import { resourceOf } from '../machinery/resourceOf';
import { ownerKeys, startReconciler } from '../machinery/startReconciler';
import { isFinished } from '../workloads/startJobs';
import {
  chartCompanions,
  chartJob,
  configHash,
  CONFIG_HASH,
  DEFAULT_JOB_IMAGE,
} from './chartJob';
import { CHARTS, CONFIGS } from './chartResources';

const FINALIZER = 'wrangler.cattle.io/on-helm-chart-remove';
const MANAGED_BY = 'helmcharts.cattle.io/managed-by';
const UNMANAGED = 'helmcharts.helm.cattle.io/unmanaged';
/** From the Job's creation to its start. */
const RESUMING = 100;

/**
 * Plays RKE2's helm-controller: a Job for every HelmChart, and a new one whenever anything it is made
 * from changes. Returns the function that ends it.
 */
export function startHelmController(
  store: ClusterStore,
  clock: Clock,
  jobImage = DEFAULT_JOB_IMAGE,
): () => void {
  const reconciler = startReconciler(
    clock,
    [
      { store, resource: CHARTS },
      // A HelmChartConfig belongs to the HelmChart of its name.
      { store, resource: CONFIGS },
      { store, resource: 'jobs.batch', keys: ownerKeys('HelmChart') },
    ],
    ({ namespace, name }, { lookAfter }) => {
      const helmChart = store.get(CHARTS, namespace, name);
      if (!helmChart || helmChart.metadata.annotations?.[UNMANAGED]) {
        return;
      }
      if (helmChart.metadata.deletionTimestamp) {
        remove(store, clock, helmChart, jobImage, () =>
          lookAfter({ namespace, name }, RESUMING),
        );
        return;
      }
      claim(store, helmChart);
      const config = store.get(CONFIGS, namespace, name);
      chartCompanions(helmChart, config).forEach(object => put(store, object));
      const hash = configHash(helmChart, config, jobImage);
      const jobName = `helm-install-${name}`;
      let job = store.get('jobs.batch', namespace, jobName);
      if (job && job.metadata.annotations?.[CONFIG_HASH] !== hash) {
        store.delete('jobs.batch', namespace, jobName);
        tell(store, clock, helmChart, 'RemoveJob', `Removing ${jobName}`);
        job = undefined;
      }
      if (!job) {
        job = store.create(chartJob(helmChart, 'install', hash, jobImage));
        tell(
          store,
          clock,
          helmChart,
          'ApplyJob',
          `Applying HelmChart using Job ${namespace}/${jobName}`,
        );
      }
      resume(store, clock, job, () => lookAfter({ namespace, name }, RESUMING));
      reportJob(store, clock, helmChart, job);
    },
  );
  return reconciler.stop;
}

function tell(
  store: ClusterStore,
  clock: Clock,
  helmChart: StoredObject,
  reason: string,
  message: string,
  type?: 'Warning',
) {
  recordEvent(store, clock, helmChart, {
    type,
    reason,
    message,
    source: 'helm-controller',
  });
}

function claim(store: ClusterStore, helmChart: StoredObject) {
  const { namespace, name } = helmChart.metadata;
  store.update(CHARTS, namespace, name, ({ metadata }) => {
    metadata.annotations = {
      ...metadata.annotations,
      [MANAGED_BY]: 'helm-controller',
    };
    if (!metadata.finalizers?.includes(FINALIZER)) {
      metadata.finalizers = [...(metadata.finalizers ?? []), FINALIZER];
    }
  });
}

function put(store: ClusterStore, object: NewObject) {
  const { namespace, name } = object.metadata;
  if (!store.get(resourceOf(object), namespace, name)) {
    store.create(object);
  } else if (object.data) {
    store.update(resourceOf(object), namespace, name, copy => {
      copy.data = object.data;
    });
  }
}

function resume(
  store: ClusterStore,
  clock: Clock,
  job: StoredObject,
  lookAgain: () => void,
) {
  if (!job.spec.suspend) {
    return;
  }
  const age = elapsedSince(clock, job.metadata.creationTimestamp);
  if (age < RESUMING) {
    lookAgain();
    return;
  }
  store.update(
    'jobs.batch',
    job.metadata.namespace,
    job.metadata.name,
    copy => {
      copy.spec.suspend = false;
    },
  );
}

function reportJob(
  store: ClusterStore,
  clock: Clock,
  helmChart: StoredObject,
  job: StoredObject,
) {
  const { namespace, name } = helmChart.metadata;
  const failed = (job.status?.conditions ?? []).some(
    (condition: { type: string; status: string }) =>
      condition.type === 'Failed' && condition.status === 'True',
  );
  const known = (helmChart.status?.conditions ?? []).some(
    (condition: { type: string; status: string }) =>
      condition.type === 'Failed' && condition.status === 'True',
  );
  if (failed && !known) {
    tell(store, clock, helmChart, 'JobFailed', 'Job failed', 'Warning');
  }
  store.updateStatus(CHARTS, namespace, name, status => {
    status.jobName = job.metadata.name;
    const conditions = [
      {
        type: 'JobCreated',
        status: 'True' as const,
        reason: 'Job created',
        message: `Applying HelmChart using Job ${namespace}/${job.metadata.name}`,
      },
      {
        type: 'Failed',
        status: failed ? ('True' as const) : ('False' as const),
        ...(failed
          ? {
              reason: 'Job failed',
              message: 'Job has reached its back-off limit',
            }
          : {}),
      },
    ];
    // HelmChart conditions have no transition time.
    status.conditions = conditions
      .reduce(
        (all, condition) => withCondition(all, condition, clock.now()),
        status.conditions ?? [],
      )
      .map(({ lastTransitionTime, ...condition }: any) => condition);
  });
}

/** Uninstalls before the HelmChart goes; in a namespace that is going too, there is no Job. */
function remove(
  store: ClusterStore,
  clock: Clock,
  helmChart: StoredObject,
  jobImage: string,
  lookAgain: () => void,
) {
  const { namespace, name, finalizers = [] } = helmChart.metadata;
  if (!finalizers.includes(FINALIZER)) {
    return;
  }
  const jobName = `helm-delete-${name}`;
  const going = store.get('namespaces', undefined, namespace!)?.metadata
    .deletionTimestamp;
  const job = store.get('jobs.batch', namespace, jobName);
  if (!going && !job) {
    store.delete('jobs.batch', namespace, `helm-install-${name}`);
    const hash = configHash(helmChart, undefined, jobImage);
    const created = store.create(chartJob(helmChart, 'delete', hash, jobImage));
    resume(store, clock, created, lookAgain);
    tell(
      store,
      clock,
      helmChart,
      'RemoveJob',
      `Uninstalling HelmChart using Job ${namespace}/${jobName}`,
    );
    return;
  }
  if (!going && job && !isFinished(job)) {
    resume(store, clock, job, lookAgain);
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
