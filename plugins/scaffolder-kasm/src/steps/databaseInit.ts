import { kasmVersion } from '@kasm-portal/backstage-plugin-kasm-common/manifests';
import {
  resources,
  type KubeObject,
} from '@kasm-portal/backstage-plugin-kasm-node';
import type { PreparedRun, Step } from '../run/RunContext';
import { podTrouble } from '../run/podTrouble';
import { StepFailure } from '../run/StepFailure';
import { waitFor } from '../run/waitFor';
import { read } from '../run/writing';

interface Job extends KubeObject {
  status?: {
    failed?: number;
    conditions?: Array<{ type: string; status: string; message?: string }>;
  };
}

interface ApiPod extends KubeObject {
  status?: { conditions?: Array<{ type: string; status: string }> };
}

/** Waits until the chart's Job has filled the database. */
export const databaseInit: Step = {
  id: 'databaseInit',
  title: 'Database initialisation',
  async write(run) {
    const { job } = kasmVersion(run.spec.kasmVersion).databaseInit;
    const name = job.replace('{release}', run.names.release);
    return () => waitForJob(run, name);
  },
};

function waitForJob(run: PreparedRun, name: string): Promise<void> {
  const { namespace, databaseNamespace, databaseCluster } = run.names;
  const advice = `See kubectl -n ${namespace} logs job/${name}, or, once that is gone, kubectl -n ${databaseNamespace} logs ${databaseCluster}-1`;
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
      if (isTrue(job?.status?.conditions, 'Failed')) {
        throw new StepFailure(`The database was not initialised. ${advice}`);
      }
      const { items: pods } = await run.client.list<ApiPod>(resources.pods, {
        namespace,
        labelSelector: `app.kubernetes.io/instance=${run.names.release}`,
        signal,
      });
      if (!job && pods.some(isPastDatabase)) {
        // it removes itself 100 s after it ended
        return { done: true, value: undefined, progress: 'complete' };
      }
      const stuck = pods
        .filter(pod => roleOf(pod) === 'db-init')
        .map(podTrouble)
        .find(Boolean);
      return {
        done: false,
        progress: job ? 'running' : 'waiting for the Job',
        trouble: stuck && { ...stuck, patience: run.deadlines.trouble },
      };
    },
  });
}

function roleOf(pod: KubeObject): string | undefined {
  return pod.metadata.labels?.['app.kubernetes.io/component'];
}

/** The api's init container lets go only of an initialised database. */
function isPastDatabase(pod: ApiPod): boolean {
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
