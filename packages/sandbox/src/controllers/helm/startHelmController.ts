import type { Clock } from '../../Clock';
import type {
  ClusterStore,
  NewObject,
  StoredObject,
} from '../../apiserver/ClusterStore';
import { isTrue } from '../machinery/conditions';
import { elapsedSince } from '../machinery/elapsedSince';
import { isControlledBy } from '../machinery/ownerReference';
import { resourceOf } from '../machinery/resourceOf';
import { ownerKeys, startReconciler } from '../machinery/startReconciler';
import { chartCompanions } from './chartCompanions';
import { ChartIndex } from './ChartIndex';
import {
  chartJob,
  CONFIG_HASH,
  DEFAULT_JOB_IMAGE,
  releaseLabels,
} from './chartJob';
import { CHARTS, CONFIGS } from './chartResources';
import { configHash } from './configHash';
import { releaseOf } from './releaseOf';
import { latestRevision } from './releaseRecord';
import { claim, isManaged, isSupported } from './claimChart';
import { removeChart } from './removeChart';
import { reportJob, tell } from './reportJob';

/** From the Job's creation to its start. */
const RESUMING = 100;
/** How often a Job that has to be waited for is looked at. */
const LOOKING_AGAIN = 250;

/** RKE2's helm-controller. */
export interface HelmController {
  /** The image of the Jobs, but for HelmCharts that name one. */
  readonly jobImage: string;
  /** Another version of RKE2 brings another image: every HelmChart is run again. */
  setJobImage(image: string): void;
  stop(): void;
}

/** Whether a Job was made from something else than what is asked for now. */
const isStale = (job: StoredObject, hash: string) =>
  job.metadata.annotations?.[CONFIG_HASH] !== hash;

/**
 * Plays RKE2's helm-controller: a Job for every HelmChart, and a new one whenever anything it is made
 * from changes, or when the release is not what the last one left.
 */
export function startHelmController(
  store: ClusterStore,
  clock: Clock,
): HelmController {
  let jobImage = DEFAULT_JOB_IMAGE;
  const index = new ChartIndex(store);
  const reconciler = startReconciler(
    clock,
    [
      { store, resource: CHARTS },
      // A HelmChartConfig belongs to the HelmChart of its name.
      { store, resource: CONFIGS },
      { store, resource: 'jobs.batch', keys: ownerKeys('HelmChart') },
      {
        store,
        resource: 'secrets',
        keys: secret => index.concernedBy(secret),
      },
    ],
    ({ namespace, name }, { lookAfter }) => {
      const helmChart = store.get(CHARTS, namespace, name);
      if (helmChart && isManaged(helmChart)) {
        reconcile(helmChart, after => lookAfter({ namespace, name }, after));
      }
    },
  );

  /** Whether helm runs in one of the pods: what runs is not cut off. */
  const isWorking = (helmChart: StoredObject) =>
    index
      .podsOf(helmChart)
      .some(({ status }) => status?.containerStatuses?.[0]?.state?.running);

  function reconcile(
    helmChart: StoredObject,
    lookAfter: (milliseconds: number) => void,
  ) {
    const { namespace, name } = helmChart.metadata;
    const config = store.get(CONFIGS, namespace, name);
    const hash = configHash(store, helmChart, config, jobImage);
    const create = (action: 'install' | 'delete', revision = 0) =>
      store.create(
        chartJob(helmChart, { action, config, jobImage, hash, revision }),
      );
    if (helmChart.metadata.deletionTimestamp) {
      removeChart(store, helmChart, {
        isWorking: () => isWorking(helmChart),
        createJob: () => create('delete'),
        resume: job => resume(helmChart, job, lookAfter),
        lookAgain: () => lookAfter(LOOKING_AGAIN),
      });
      return;
    }
    claim(store, helmChart);
    if (!isSupported(store, clock, helmChart)) {
      return;
    }
    chartCompanions(helmChart, config).forEach(object => put(store, object));
    const release = releaseOf(helmChart);
    const latest = latestRevision(store, release.name, release.namespace);
    const jobName = `helm-install-${name}`;
    let job = store.get('jobs.batch', namespace, jobName);
    if (job && (isStale(job, hash) || hasDrifted(job, latest, hash))) {
      if (isWorking(helmChart)) {
        lookAfter(LOOKING_AGAIN);
        return;
      }
      store.delete('jobs.batch', namespace, jobName);
      tell(store, clock, helmChart, 'RemoveJob', `Removing ${jobName}`);
      job = undefined;
    }
    if (!job) {
      job = create('install', Number(latest?.metadata.labels?.version ?? 0));
      const message = `Applying HelmChart using Job ${namespace}/${jobName}`;
      tell(store, clock, helmChart, 'ApplyJob', message);
    }
    resume(helmChart, job, lookAfter);
    reportJob(store, clock, helmChart, job);
  }

  /** Starts a Job after a moment, once the pods of the one before are gone. */
  function resume(
    helmChart: StoredObject,
    job: StoredObject,
    lookAfter: (milliseconds: number) => void,
  ) {
    if (!job.spec.suspend) {
      return;
    }
    const { namespace, name, creationTimestamp } = job.metadata;
    const waits =
      elapsedSince(clock, creationTimestamp) < RESUMING ||
      index.podsOf(helmChart).some(pod => !isControlledBy(pod, job));
    if (waits) {
      lookAfter(RESUMING);
      return;
    }
    store.update('jobs.batch', namespace, name, ({ spec }) => {
      spec.suspend = false;
    });
    const message = `Resuming HelmChart Job ${namespace}/${name}`;
    tell(store, clock, helmChart, 'ResumeJob', message);
  }

  return {
    get jobImage() {
      return jobImage;
    },
    setJobImage(image) {
      jobImage = image;
      for (const { metadata } of store.list(CHARTS)) {
        reconciler.look({ namespace: metadata.namespace, name: metadata.name });
      }
    },
    stop() {
      reconciler.stop();
      index.stop();
    },
  };
}

/** Whether somebody upgraded, rolled back or uninstalled the release since its Job was complete. */
function hasDrifted(
  job: StoredObject,
  latest: StoredObject | undefined,
  hash: string,
): boolean {
  if (!isTrue(job as any, 'Complete')) {
    return false;
  }
  const labels = latest?.metadata.labels ?? {};
  return (
    !latest ||
    (labels.status === 'deployed' &&
      labels[CONFIG_HASH] !== releaseLabels(hash)[CONFIG_HASH])
  );
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
