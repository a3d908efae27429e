import { kasmVersion } from '@kasm-portal/backstage-plugin-kasm-common/manifests';
import {
  resources,
  type KubeObject,
} from '@kasm-portal/backstage-plugin-kasm-node';
import { podTrouble } from '../run/podTrouble';
import type { PreparedRun, Step } from '../run/RunContext';
import { withPatience } from '../run/scaleUp';
import { StepFailure } from '../run/StepFailure';
import { waitFor } from '../run/waitFor';
import { read } from '../run/writing';
import { DatabaseLog } from './databaseLog';
import { removeJob } from './removeJob';

interface Job extends KubeObject {
  status?: {
    failed?: number;
    conditions?: Array<{ type: string; status: string; message?: string }>;
  };
}

interface KasmPod extends KubeObject {
  status?: {
    phase?: string;
    conditions?: Array<{ type: string; status: string }>;
    containerStatuses?: Array<{
      restartCount?: number;
      state?: { running?: object };
    }>;
  };
}

/** Failures of its container after which a third try is not waited for. */
const TRIES = 2;

/** Waits until the chart's Job has filled the database. */
export const databaseInit: Step = {
  id: 'databaseInit',
  title: 'Database initialisation',
  async write(run) {
    return () => waitForJob(run, jobName(run));
  },
};

/**
 * Removes the Job of an earlier run that failed: Helm makes it again only where it is not there, and
 * it tries itself no more.
 *
 * @returns whether Helm has to make it again. It removes itself some minutes after it ended, so one
 * that is gone has failed too when nothing has got past it.
 */
export async function initHasToRunAgain(run: PreparedRun): Promise<boolean> {
  const { namespace } = run.names;
  const name = jobName(run);
  const [job, pods] = await Promise.all([
    read(run, resources.jobs, name, namespace) as Promise<Job | undefined>,
    podsOf(run, run.signal),
  ]);
  if (!job) {
    return !pods.some(isPastDatabase);
  }
  const own = pods.filter(pod => roleOf(pod) === 'db-init' && isOf(job, pod));
  const works = own.some(
    ({ status }) => status?.containerStatuses?.[0]?.state?.running,
  );
  const failed =
    isTrue(job.status?.conditions, 'Failed') ||
    (!isTrue(job.status?.conditions, 'Complete') &&
      failuresOf(own) >= TRIES &&
      !works);
  if (failed) {
    await removeJob(run, job, 'it failed in an earlier run');
  }
  return failed;
}

function jobName({ spec, names }: PreparedRun): string {
  const { job } = kasmVersion(spec.kasmVersion).databaseInit;
  return job.replace('{release}', names.release);
}

async function podsOf(
  { client, names }: PreparedRun,
  signal: AbortSignal,
): Promise<KasmPod[]> {
  const { items } = await client.list<KasmPod>(resources.pods, {
    namespace: names.namespace,
    labelSelector: `app.kubernetes.io/instance=${names.release}`,
    signal,
  });
  return items;
}

/** Pods of a Job that was removed are there for a while yet. */
function isOf(job: Job | undefined, { metadata }: KasmPod): boolean {
  const owners = (metadata.ownerReferences ?? []) as Array<{ uid?: string }>;
  return (
    !job ||
    owners.length === 0 ||
    owners.some(({ uid }) => uid === job.metadata.uid)
  );
}

function waitForJob(run: PreparedRun, name: string): Promise<void> {
  const { namespace, databaseNamespace, databaseCluster } = run.names;
  const advice = `See kubectl -n ${namespace} logs job/${name}, or, once that is gone, kubectl -n ${databaseNamespace} logs ${databaseCluster}-1`;
  const log = new DatabaseLog(run);
  return waitFor<void>(run, {
    about: 'database initialisation',
    deadline: run.deadlines.databaseInit,
    advice,
    async look(signal) {
      const job = (await read(run, resources.jobs, name, namespace)) as
        | Job
        | undefined;
      if (isTrue(job?.status?.conditions, 'Complete')) {
        return { done: true, value: undefined, progress: 'complete' };
      }
      const pods = await podsOf(run, signal);
      const own = pods.filter(
        pod => roleOf(pod) === 'db-init' && isOf(job, pod),
      );
      await log.capture(own, signal);
      if (
        isTrue(job?.status?.conditions, 'Failed') ||
        failuresOf(own) >= TRIES
      ) {
        throw new StepFailure(
          `The database was not initialised${await log.explain(
            signal,
          )}. ${advice}`,
        );
      }
      if (!job && pods.some(isPastDatabase)) {
        // it removes itself 100 s after it ended
        return { done: true, value: undefined, progress: 'complete' };
      }
      const stuck = own
        .map(podTrouble)
        // it is tried again; how often is counted above
        .find(trouble => trouble && !/CrashLoopBackOff/.test(trouble.text));
      return {
        done: false,
        progress: job ? 'running' : 'waiting for the Job',
        trouble: await withPatience(run, namespace, stuck),
      };
    },
  });
}

/** How often its container ended without success: in one pod again and again, or in one pod each. */
function failuresOf(pods: readonly KasmPod[]): number {
  return pods.reduce(
    (sum, { status }) =>
      sum +
      (status?.phase === 'Failed' ? 1 : 0) +
      (status?.containerStatuses?.[0]?.restartCount ?? 0),
    0,
  );
}

function roleOf(pod: KubeObject): string | undefined {
  return pod.metadata.labels?.['app.kubernetes.io/component'];
}

/** The api's init container lets go only of an initialised database. */
function isPastDatabase(pod: KasmPod): boolean {
  return roleOf(pod) === 'api' && isTrue(pod.status?.conditions, 'Initialized');
}

function isTrue(
  conditions: Array<{ type: string; status: string }> | undefined,
  type: string,
): boolean {
  return (
    conditions?.some(
      condition => condition.type === type && condition.status === 'True',
    ) ?? false
  );
}
