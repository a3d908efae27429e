import {
  resources,
  type KubeObject,
} from '@kasm-portal/backstage-plugin-kasm-node';
import type { PreparedRun, Step } from '../run/RunContext';
import { StepFailure } from '../run/StepFailure';
import { waitFor } from '../run/waitFor';
import { describeObject } from '../run/WriteRecord';

interface Job extends KubeObject {
  status?: { conditions?: Array<{ type: string; status: string }> };
}

/**
 * Waits until no Job of the chart works on the database any more: Helm would meet it, and its spec
 * cannot change. One that is done is removed, as it would be by itself in a few minutes.
 */
export const quietRelease: Step = {
  id: 'quiet',
  title: 'Jobs on the database',
  async write(run) {
    return () =>
      waitFor<void>(run, {
        about: 'Jobs on the database',
        deadline: run.deadlines.databaseInit,
        advice: `See kubectl -n ${run.names.namespace} get jobs`,
        async look(signal) {
          const jobs = await databaseJobs(run, signal);
          for (const job of jobs.filter(found => has(found, 'Complete'))) {
            await remove(run, job);
          }
          const failed = jobs.find(job => has(job, 'Failed'));
          if (failed) {
            const { name, namespace } = failed.metadata;
            throw new StepFailure(
              `Job ${namespace}/${name} failed: find out why (kubectl -n ${namespace} logs job/${name}), then delete it and run this again`,
            );
          }
          const running = jobs.filter(job => !has(job, 'Complete'));
          return running.length === 0
            ? { done: true, value: undefined }
            : {
                done: false,
                progress: `${running
                  .map(({ metadata }) => metadata.name)
                  .join(', ')} under way`,
              };
        },
      });
  },
};

/** Jobs of the release that initialise or upgrade its database. */
async function databaseJobs(
  { client, names }: PreparedRun,
  signal: AbortSignal,
): Promise<Job[]> {
  const { items } = await client.list<Job>(resources.jobs, {
    namespace: names.namespace,
    signal,
  });
  const theirs = new RegExp(`^${names.release}-db-(init|upgrade)(-job)?$`);
  return items.filter(
    ({ metadata }) => theirs.test(metadata.name) && !metadata.deletionTimestamp,
  );
}

async function remove(run: PreparedRun, { kind, metadata }: Job) {
  run.signal.throwIfAborted();
  const { name, namespace, uid } = metadata;
  await run.client.delete(resources.jobs, name, {
    namespace,
    uid,
    propagation: 'Background',
  });
  run.progress.line(
    `${describeObject({
      kind: kind ?? 'Job',
      namespace,
      name,
    })} removed: it was complete`,
  );
}

function has(job: Job, type: 'Complete' | 'Failed'): boolean {
  return (
    job.status?.conditions?.some(
      condition => condition.type === type && condition.status === 'True',
    ) ?? false
  );
}
