import type { Clock } from '../../Clock';
import type { ClusterStore, StoredObject } from '../../apiserver/ClusterStore';
import {
  isTrue,
  timestamp,
  withCondition,
  type Condition,
} from '../machinery/conditions';
import { elapsedSince } from '../machinery/elapsedSince';
import { podSuffix } from '../machinery/names';
import { isControlledBy } from '../machinery/ownerReference';
import { recordEvent } from '../machinery/recordEvent';
import { replaceStatus } from '../machinery/replaceStatus';
import { ownerKeys, startReconciler } from '../machinery/startReconciler';
import { isOver, isReady, podFromTemplate } from './podFromTemplate';

const DEFAULT_BACK_OFF_LIMIT = 6;

/** Plays the Job controller with its clean-up of finished jobs. Returns the function that ends it. */
export function startJobs(store: ClusterStore, clock: Clock) {
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
      const pods = store
        .list('pods', { namespace })
        .filter(pod => isControlledBy(pod, job));
      const status = jobStatus(job, pods, clock.now());
      const failures = status.failed ?? 0;
      const active = pods.filter(isActive).length;
      const wanted = job.spec.suspend || isFinished({ ...job, status }) ? 0 : 1;
      if (wanted && active === 0 && failures <= backOffLimit(job)) {
        const pod = `${name}-${podSuffix()}`;
        store.create(
          podFromTemplate(job, job.spec.template, pod, {
            labels: {
              'batch.kubernetes.io/controller-uid': job.metadata.uid,
              'batch.kubernetes.io/job-name': name,
              'controller-uid': job.metadata.uid,
              'job-name': name,
            },
          }),
        );
        recordEvent(store, clock, job, {
          reason: 'SuccessfulCreate',
          message: `Created pod: ${pod}`,
          source: 'job-controller',
        });
      }
      if (!wanted) {
        pods
          .filter(isActive)
          .forEach(pod =>
            store.delete('pods', pod.metadata.namespace, pod.metadata.name),
          );
      }
      replaceStatus(store, 'jobs.batch', job, status);
    },
  );
  return reconciler.stop;
}

function backOffLimit(job: StoredObject): number {
  return job.spec.backoffLimit ?? DEFAULT_BACK_OFF_LIMIT;
}

function isActive(pod: StoredObject): boolean {
  return !isOver(pod);
}

/** Whether a Job has ended, well or not. */
export function isFinished(job: StoredObject): boolean {
  return isTrue(job as any, 'Complete') || isTrue(job as any, 'Failed');
}

/** Milliseconds until a finished Job goes; undefined when it stays. */
export function timeToLive(
  job: StoredObject,
  clock: Clock,
): number | undefined {
  if (job.spec.ttlSecondsAfterFinished === undefined) {
    return undefined;
  }
  const finished = (job.status.conditions as Condition[]).find(
    condition =>
      ['Complete', 'Failed'].includes(condition.type) &&
      condition.status === 'True',
  );
  return (
    job.spec.ttlSecondsAfterFinished * 1000 -
    elapsedSince(clock, finished!.lastTransitionTime)
  );
}

function restarts(pod: StoredObject): number {
  return (pod.status?.containerStatuses ?? []).reduce(
    (total: number, container: { restartCount: number }) =>
      total + container.restartCount,
    0,
  );
}

/** A Job's status, from its pods; restarts inside a pod count against the limit. */
export function jobStatus(job: StoredObject, pods: StoredObject[], now: Date) {
  const succeeded = pods.filter(
    pod => pod.status?.phase === 'Succeeded',
  ).length;
  const failed = pods.filter(pod => pod.status?.phase === 'Failed').length;
  const active = pods.filter(isActive);
  const tooOften =
    failed + active.reduce((total, pod) => total + restarts(pod), 0) >
    backOffLimit(job);
  let conditions: Condition[] = job.status?.conditions ?? [];
  const add = (
    type: string,
    status: 'True' | 'False',
    reason?: string,
    message?: string,
  ) => {
    conditions = withCondition(
      conditions,
      { type, status, reason, message, lastProbeTime: timestamp(now) },
      now,
    );
  };
  const suspended = conditions.find(({ type }) => type === 'Suspended');
  if (job.spec.suspend && suspended?.status !== 'True') {
    add('Suspended', 'True', 'JobSuspended', 'Job suspended');
  } else if (!job.spec.suspend && suspended?.status === 'True') {
    add('Suspended', 'False', 'JobResumed', 'Job resumed');
  }
  if (succeeded > 0) {
    const message = 'Reached expected number of succeeded pods';
    add('SuccessCriteriaMet', 'True', 'CompletionsReached', message);
    add('Complete', 'True', 'CompletionsReached', message);
  } else if (tooOften) {
    const message = 'Job has reached the specified backoff limit';
    add('FailureTarget', 'True', 'BackoffLimitExceeded', message);
    add('Failed', 'True', 'BackoffLimitExceeded', message);
  }
  const over = succeeded > 0 || tooOften;
  return {
    ...(job.spec.suspend && !job.status?.startTime
      ? {}
      : { startTime: job.status?.startTime ?? timestamp(now) }),
    ...(succeeded > 0
      ? { completionTime: job.status?.completionTime ?? timestamp(now) }
      : {}),
    ...(over || active.length === 0 ? {} : { active: active.length }),
    ...(over ? {} : { ready: active.filter(isReady).length }),
    ...(succeeded ? { succeeded } : {}),
    ...(failed || tooOften
      ? { failed: Math.max(failed, tooOften ? 1 : 0) }
      : {}),
    terminating: 0,
    uncountedTerminatedPods: {},
    ...(conditions.length > 0 ? { conditions } : {}),
  };
}
