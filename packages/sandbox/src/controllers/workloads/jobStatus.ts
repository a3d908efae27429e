import type { Clock } from '../../Clock';
import type { StoredObject } from '../../apiserver/ClusterStore';
import {
  isTrue,
  timestamp,
  withCondition,
  type Condition,
} from '../machinery/conditions';
import { elapsedSince } from '../machinery/elapsedSince';
import { isGoing, isOver, isReady } from './podFromTemplate';

const DEFAULT_BACK_OFF_LIMIT = 6;

/** How many failures of a Job are too many. */
export function backOffLimit(job: StoredObject): number {
  return job.spec.backoffLimit ?? DEFAULT_BACK_OFF_LIMIT;
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
  return [
    ...(pod.status?.initContainerStatuses ?? []),
    ...(pod.status?.containerStatuses ?? []),
  ].reduce(
    (total: number, container: { restartCount: number }) =>
      total + container.restartCount,
    0,
  );
}

/** Why a Job has failed, if it has. */
function failureOf(
  job: StoredObject,
  failed: number,
  active: StoredObject[],
  clock: Clock,
): { reason: string; message: string } | undefined {
  const { activeDeadlineSeconds, suspend } = job.spec;
  const ran = job.status?.startTime
    ? elapsedSince(clock, job.status.startTime)
    : 0;
  if (
    activeDeadlineSeconds !== undefined &&
    !suspend &&
    ran >= activeDeadlineSeconds * 1000
  ) {
    return {
      reason: 'DeadlineExceeded',
      message: 'Job was active longer than specified deadline',
    };
  }
  const times =
    failed + active.reduce((total, pod) => total + restarts(pod), 0);
  return times > backOffLimit(job)
    ? {
        reason: 'BackoffLimitExceeded',
        message: 'Job has reached the specified backoff limit',
      }
    : undefined;
}

/** Whether as many pods of a Job have succeeded as it wants. */
function isComplete(job: StoredObject, succeeded: number, active: number) {
  return job.spec.completions === undefined
    ? succeeded > 0 && active === 0
    : succeeded >= job.spec.completions;
}

/** A Job's status, from its pods; restarts inside a pod count against the limit. */
export function jobStatus(
  job: StoredObject,
  pods: StoredObject[],
  clock: Clock,
) {
  const now = clock.now();
  const succeeded = pods.filter(
    pod => pod.status?.phase === 'Succeeded',
  ).length;
  const failed = pods.filter(pod => pod.status?.phase === 'Failed').length;
  const running = pods.filter(pod => !isOver(pod));
  const active = running.filter(pod => !isGoing(pod));
  const complete = isComplete(job, succeeded, running.length);
  const failure = complete ? undefined : failureOf(job, failed, active, clock);
  let conditions: Condition[] = job.status?.conditions ?? [];
  const add = (
    type: string,
    status: 'True' | 'False',
    reason: string,
    message: string,
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
  if (complete) {
    const message = 'Reached expected number of succeeded pods';
    add('SuccessCriteriaMet', 'True', 'CompletionsReached', message);
    add('Complete', 'True', 'CompletionsReached', message);
  } else if (failure) {
    add('FailureTarget', 'True', failure.reason, failure.message);
    add('Failed', 'True', failure.reason, failure.message);
  }
  const over = complete || failure !== undefined;
  const ended = failure ? failed + active.length : failed;
  // A suspended job has no start; a resumed one starts anew.
  const startTime = job.spec.suspend
    ? undefined
    : job.status?.startTime ?? timestamp(now);
  return {
    ...(startTime ? { startTime } : {}),
    ...(complete
      ? { completionTime: job.status?.completionTime ?? timestamp(now) }
      : {}),
    ...(over || active.length === 0 ? {} : { active: active.length }),
    ...(over ? {} : { ready: active.filter(isReady).length }),
    ...(succeeded ? { succeeded } : {}),
    ...(ended ? { failed: ended } : {}),
    terminating: 0,
    uncountedTerminatedPods: {},
    ...(conditions.length > 0 ? { conditions } : {}),
  };
}
