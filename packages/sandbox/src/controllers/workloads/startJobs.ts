import type { Clock } from '../../Clock';
import type { ClusterStore, StoredObject } from '../../apiserver/ClusterStore';
import { elapsedSince } from '../machinery/elapsedSince';
import { podSuffix } from '../machinery/names';
import { recordEvent } from '../machinery/recordEvent';
import { replaceStatus } from '../machinery/replaceStatus';
import { ownerKeys, startReconciler } from '../machinery/startReconciler';
import { createPod, Retries } from './createPod';
import { backOffLimit, isFinished, jobStatus, timeToLive } from './jobStatus';
import { isGoing, isOver, podFromTemplate } from './podFromTemplate';

export { isFinished };

/** The wait before the pod after a failed one: this, and twice as long each time. */
const FIRST_WAIT = 10_000;
const LONGEST_WAIT = 600_000;

/** Plays the Job controller with its clean-up of finished jobs. Returns the function that ends it. */
export function startJobs(store: ClusterStore, clock: Clock) {
  const retries = new Retries();
  const reconciler = startReconciler(
    clock,
    [
      { store, resource: 'jobs.batch' },
      { store, resource: 'pods', keys: ownerKeys('Job') },
    ],
    ({ namespace, name }, { lookAfter }) => {
      const job = store.get('jobs.batch', namespace, name);
      if (!job || job.metadata.deletionTimestamp) {
        return;
      }
      if (isFinished(job)) {
        const left = timeToLive(job, clock);
        if (left !== undefined && left <= 0) {
          store.delete('jobs.batch', namespace, name);
        } else if (left !== undefined) {
          lookAfter({ namespace, name }, left);
        }
        return;
      }
      const pods = store.list('pods', { namespace, owner: job.metadata.uid });
      const status = jobStatus(job, pods, clock);
      const over = isFinished({ ...job, status });
      if (job.spec.suspend || over) {
        pods
          .filter(pod => !isOver(pod) && !isGoing(pod))
          .forEach(pod => {
            store.delete('pods', namespace, pod.metadata.name);
            recordEvent(store, clock, job, {
              reason: 'SuccessfulDelete',
              message: `Deleted pod: ${pod.metadata.name}`,
              source: 'job-controller',
            });
          });
      } else {
        const wait = addPods(store, clock, job, pods, retries);
        if (wait) {
          lookAfter({ namespace, name }, wait);
        }
        const deadline = timeToDeadline(job, clock);
        if (deadline !== undefined) {
          lookAfter({ namespace, name }, deadline);
        }
      }
      if (over) {
        tellEnd(store, clock, job, status.conditions ?? []);
      }
      replaceStatus(store, 'jobs.batch', job, status);
    },
  );
  return reconciler.stop;
}

/** Milliseconds until a job has run for too long. */
function timeToDeadline(job: StoredObject, clock: Clock): number | undefined {
  const { activeDeadlineSeconds } = job.spec;
  return activeDeadlineSeconds === undefined
    ? undefined
    : Math.max(
        0,
        activeDeadlineSeconds * 1000 -
          (job.status?.startTime
            ? elapsedSince(clock, job.status.startTime)
            : 0),
      );
}

/** How many pods a Job may have running now. */
function openPods(job: StoredObject, succeeded: number, parallelism: number) {
  const { completions } = job.spec;
  if (completions !== undefined) {
    return Math.min(parallelism, completions - succeeded);
  }
  // Without a number of completions one success is enough.
  return succeeded > 0 ? 0 : parallelism;
}

/** Starts the pods that are missing; returns how long to wait for the next try, if that is needed. */
function addPods(
  store: ClusterStore,
  clock: Clock,
  job: StoredObject,
  pods: StoredObject[],
  retries: Retries,
): number | undefined {
  const { name, uid } = job.metadata;
  const succeeded = pods.filter(
    ({ status }) => status?.phase === 'Succeeded',
  ).length;
  const failed = pods.filter(({ status }) => status?.phase === 'Failed');
  const active = pods.filter(pod => !isOver(pod)).length;
  const parallelism: number = job.spec.parallelism ?? 1;
  const open = openPods(job, succeeded, parallelism);
  if (open <= active || failed.length > backOffLimit(job)) {
    return undefined;
  }
  const wait = failed.length > 0 ? backOffLeft(failed, clock) : 0;
  if (wait > 0) {
    return wait;
  }
  for (let missing = open - active; missing > 0; missing -= 1) {
    const made = createPod(
      store,
      clock,
      job,
      podFromTemplate(job, job.spec.template, `${name}-${podSuffix()}`, {
        generateName: `${name}-`,
        labels: {
          'batch.kubernetes.io/controller-uid': uid,
          'batch.kubernetes.io/job-name': name,
          'controller-uid': uid,
          'job-name': name,
        },
      }),
      'job-controller',
    );
    if ('refused' in made) {
      return retries.next(uid);
    }
  }
  retries.forget(uid);
  return undefined;
}

function backOffLeft(failed: StoredObject[], clock: Clock): number {
  const ends = failed.map(({ status }) =>
    elapsedSince(
      clock,
      status?.containerStatuses?.[0]?.state?.terminated?.finishedAt,
    ),
  );
  const wait = Math.min(FIRST_WAIT * 2 ** (failed.length - 1), LONGEST_WAIT);
  return wait - Math.min(...ends);
}

function tellEnd(
  store: ClusterStore,
  clock: Clock,
  job: StoredObject,
  conditions: Array<{ type: string; reason?: string; message?: string }>,
) {
  const failure = conditions.find(({ type }) => type === 'Failed');
  recordEvent(store, clock, job, {
    type: failure ? 'Warning' : 'Normal',
    reason: failure?.reason ?? 'Completed',
    message: failure?.message ?? 'Job completed',
    source: 'job-controller',
  });
}
