import { redactLine, resources } from '@kasm-portal/backstage-plugin-kasm-node';
import type { PreparedRun, Step } from '../run/RunContext';
import { StepFailure } from '../run/StepFailure';
import { waitFor } from '../run/waitFor';
import { instancesReady, type DatabaseCluster } from '../steps/database';

/** The operator may not have seen the change yet when it still calls the database healthy. */
const IN_A_ROW = 3;

/**
 * Waits until the database is what was asked for: neither fewer instances nor more. As after creating,
 * what is missing is said and does not fail the run.
 */
export const databaseSettled: Step = {
  id: 'databaseSettled',
  title: 'Database instances',
  async write(run) {
    return async () => {
      try {
        await waitForOperator(run);
      } catch (error) {
        if (!(error instanceof StepFailure)) {
          throw error;
        }
        run.progress.warn(`Kasm works, but ${error.message}`);
      }
    };
  },
};

function waitForOperator(run: PreparedRun): Promise<void> {
  const { databaseNamespace, databaseCluster: name } = run.names;
  let settled = 0;
  return waitFor<void>(run, {
    about: 'database',
    deadline: run.deadlines.databaseComplete,
    advice: `See kubectl -n ${databaseNamespace} describe clusters.postgresql.cnpg.io ${name}`,
    async look(signal) {
      const cluster = await run.client.get<
        DatabaseCluster & { status?: { instances?: number } }
      >(resources.databaseClusters, name, {
        namespace: databaseNamespace,
        signal,
      });
      const { phase, readyInstances, instances } = cluster.status ?? {};
      const wanted = run.spec.database.instances;
      const there =
        phase === 'Cluster in healthy state' &&
        readyInstances === wanted &&
        (instances ?? wanted) === wanted;
      settled = there ? settled + 1 : 0;
      const progress = instancesReady(run, cluster);
      return settled >= IN_A_ROW
        ? { done: true, value: undefined, progress }
        : {
            done: false,
            progress:
              there || !phase
                ? progress
                : `${progress}, ${redactLine(phase, 100) ?? ''}`,
          };
    },
  });
}
