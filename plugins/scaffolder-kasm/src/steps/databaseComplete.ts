import { firstBackup } from '@kasm-portal/backstage-plugin-kasm-common/manifests';
import {
  redactLine,
  resources,
  type KubeObject,
} from '@kasm-portal/backstage-plugin-kasm-node';
import type { PreparedRun, Step } from '../run/RunContext';
import { StepFailure } from '../run/StepFailure';
import { waitFor } from '../run/waitFor';
import { applyOwned } from '../run/writing';
import { instancesReady, isComplete, type DatabaseCluster } from './database';

interface Backup extends KubeObject {
  status?: { phase?: string; error?: string };
}

/**
 * Waits for the replicas and takes the first backup. What is missing here is said and does not fail
 * the run: Kasm works, and what it lacks is redundancy.
 */
export const databaseComplete: Step = {
  id: 'databaseComplete',
  title: 'Database replicas and backup',
  async write(run) {
    return async () => {
      try {
        await waitForInstances(run);
        await takeBackup(run);
      } catch (error) {
        if (!(error instanceof StepFailure)) {
          throw error;
        }
        run.progress.warn(`Kasm works, but ${error.message}`);
      }
    };
  },
};

function waitForInstances(run: PreparedRun): Promise<void> {
  const { databaseNamespace, databaseCluster } = run.names;
  return waitFor<void>(run, {
    about: 'database',
    deadline: run.deadlines.databaseComplete,
    advice: `See kubectl -n ${databaseNamespace} get pods -l cnpg.io/cluster=${databaseCluster}`,
    async look(signal) {
      const cluster = await run.client.get<DatabaseCluster>(
        resources.databaseClusters,
        databaseCluster,
        { namespace: databaseNamespace, signal },
      );
      const progress = instancesReady(run, cluster);
      return isComplete(run, cluster)
        ? { done: true, value: undefined, progress }
        : { done: false, progress };
    },
  });
}

async function takeBackup(run: PreparedRun): Promise<void> {
  const backup = firstBackup(run.spec);
  if (!backup) {
    return;
  }
  await applyOwned(run, resources.backups, backup);
  const { name, namespace } = backup.metadata;
  await waitFor<void>(run, {
    about: 'first backup',
    deadline: run.deadlines.databaseComplete,
    advice: `See kubectl -n ${namespace} describe backups.postgresql.cnpg.io ${name}`,
    async look(signal) {
      const { status } = await run.client.get<Backup>(resources.backups, name, {
        namespace,
        signal,
      });
      if (status?.phase === 'completed') {
        return { done: true, value: undefined, progress: 'completed' };
      }
      if (status?.phase === 'failed') {
        throw new StepFailure(
          `the first backup failed: ${
            redactLine(status.error ?? '', 300) ?? 'no reason given'
          }`,
        );
      }
      return { done: false, progress: status?.phase ?? 'not begun' };
    },
  });
}
