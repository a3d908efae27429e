import type { Clock } from '../../Clock';
import type { ClusterStore, StoredObject } from '../../apiserver/ClusterStore';
import { nextTime } from '../cloudNativePg/cron';
import { timestamp } from '../machinery/conditions';
import { controlledBy } from '../machinery/ownerReference';
import { recordEvent } from '../machinery/recordEvent';
import { replaceStatus } from '../machinery/replaceStatus';
import { ownerKeys, startReconciler } from '../machinery/startReconciler';
import { isFinished } from './jobStatus';

const MINUTE = 60_000;
const SOURCE = 'cronjob-controller';

/** The last time at or before now at which the job was due, after a moment. */
function dueSince(schedule: string, after: Date, now: Date): Date | undefined {
  let due: Date | undefined;
  let next = nextTime(schedule, after);
  while (next && next <= now) {
    due = next;
    next = nextTime(schedule, next);
  }
  return due;
}

function jobFor(cronJob: StoredObject, due: Date) {
  const { metadata, spec } = cronJob.spec.jobTemplate;
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: {
      ...metadata,
      name: `${cronJob.metadata.name}-${Math.floor(due.getTime() / MINUTE)}`,
      namespace: cronJob.metadata.namespace,
      annotations: {
        ...metadata?.annotations,
        'batch.kubernetes.io/cronjob-scheduled-timestamp': timestamp(due),
      },
      ownerReferences: [controlledBy(cronJob)],
    },
    spec,
  };
}

const referenceTo = ({ apiVersion, kind, metadata }: StoredObject) => ({
  apiVersion,
  kind,
  name: metadata.name,
  namespace: metadata.namespace,
  uid: metadata.uid,
  resourceVersion: metadata.resourceVersion,
});

/** Plays the CronJob controller: a Job at its times, UTC, and only some finished ones kept. */
export function startCronJobs(store: ClusterStore, clock: Clock) {
  const reconciler = startReconciler(
    clock,
    [
      { store, resource: 'cronjobs.batch' },
      { store, resource: 'jobs.batch', keys: ownerKeys('CronJob') },
    ],
    (key, { lookAfter }) => {
      const cronJob = store.get('cronjobs.batch', key.namespace, key.name);
      if (!cronJob || cronJob.metadata.deletionTimestamp) {
        return;
      }
      const jobs = () =>
        store.list('jobs.batch', {
          namespace: key.namespace,
          owner: cronJob.metadata.uid,
        });
      const { schedule, suspend, concurrencyPolicy } = cronJob.spec;
      // Five fields: minutes first.
      const text = schedule.startsWith('@') ? schedule : `0 ${schedule}`;
      const last = new Date(
        cronJob.status?.lastScheduleTime ?? cronJob.metadata.creationTimestamp,
      );
      const due = suspend ? undefined : dueSince(text, last, clock.now());
      const running = jobs().filter(job => !isFinished(job));
      const skip = concurrencyPolicy === 'Forbid' && running.length > 0;
      if (due && !skip) {
        if (concurrencyPolicy === 'Replace') {
          running.forEach(job =>
            store.delete('jobs.batch', key.namespace, job.metadata.name),
          );
        }
        const job = store.create(jobFor(cronJob, due));
        recordEvent(store, clock, cronJob, {
          reason: 'SuccessfulCreate',
          message: `Created job ${job.metadata.name}`,
          source: SOURCE,
        });
      }
      forgetFinished(store, cronJob, jobs());
      const succeeded = jobs().filter(job => job.status?.completionTime);
      const times = succeeded.map(job => job.status.completionTime).sort();
      const active = jobs().filter(job => !isFinished(job));
      const scheduled = due && !skip ? timestamp(due) : undefined;
      replaceStatus(store, 'cronjobs.batch', cronJob, {
        ...(active.length > 0 ? { active: active.map(referenceTo) } : {}),
        ...(scheduled || cronJob.status?.lastScheduleTime
          ? {
              lastScheduleTime: scheduled ?? cronJob.status.lastScheduleTime,
            }
          : {}),
        ...(times.length > 0 || cronJob.status?.lastSuccessfulTime
          ? {
              lastSuccessfulTime:
                times[times.length - 1] ?? cronJob.status.lastSuccessfulTime,
            }
          : {}),
      });
      const next = suspend ? undefined : nextTime(text, clock.now());
      if (next) {
        lookAfter(key, next.getTime() - clock.now().getTime() + 1);
      }
    },
  );
  return reconciler.stop;
}

function forgetFinished(
  store: ClusterStore,
  { spec }: StoredObject,
  jobs: StoredObject[],
) {
  const finished = jobs
    .filter(isFinished)
    .sort((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1));
  const failed = finished.filter(job => !job.status?.completionTime);
  const good = finished.filter(job => job.status?.completionTime);
  const surplus = [
    ...good.slice(0, -(spec.successfulJobsHistoryLimit ?? 3) || Infinity),
    ...failed.slice(0, -(spec.failedJobsHistoryLimit ?? 1) || Infinity),
  ];
  for (const { metadata } of surplus) {
    store.delete('jobs.batch', metadata.namespace, metadata.name, {
      propagationPolicy: 'Background',
    });
  }
}
