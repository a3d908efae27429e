import {
  helmChart,
  kasmVersion,
} from '@kasm-portal/backstage-plugin-kasm-common/manifests';
import {
  resources,
  type KubeObject,
} from '@kasm-portal/backstage-plugin-kasm-node';
import type { PreparedRun, Step } from '../run/RunContext';
import { settingsOf } from '../run/settings';
import { componentsOf } from '../run/components';
import { StepFailure } from '../run/StepFailure';
import { waitFor, type Look } from '../run/waitFor';
import { applyOwned, read } from '../run/writing';
import { helmFailure } from './helmFailure';

interface Job extends KubeObject {
  status?: { conditions?: Array<{ type: string; status: string }> };
}

/** Has RKE2's helm-controller install Kasm. */
export const release: Step = {
  id: 'release',
  title: 'Helm release',
  write: run => writeRelease(run, { initialize: !run.facts.initialised }),
};

/**
 * Takes the initialisation out of the release again: every RKE2 upgrade runs `helm upgrade`, and the
 * chart would initialise a database in use.
 */
export const settleRelease: Step = {
  id: 'settle',
  title: 'Helm release without initialisation',
  write: run => writeRelease(run, { initialize: false }),
};

async function writeRelease(run: PreparedRun, phase: { initialize: boolean }) {
  const before = await readJob(run);
  const outcome = await applyOwned(
    run,
    resources.helmCharts,
    helmChart(run.spec, settingsOf(run, phase)),
  );
  // changed values make the controller replace its Job; the old one's success says nothing
  const stale = outcome === 'unchanged' ? undefined : before?.metadata.uid;
  return () => waitForRelease(run, stale);
}

function jobName(run: PreparedRun): string {
  return `helm-install-${run.names.release}`;
}

async function readJob(run: PreparedRun): Promise<Job | undefined> {
  return (await read(
    run,
    resources.jobs,
    jobName(run),
    run.cluster.systemNamespace,
  )) as Job | undefined;
}

function waitForRelease(run: PreparedRun, stale?: string): Promise<void> {
  const { systemNamespace } = run.cluster;
  return waitFor<void>(run, {
    about: 'Helm',
    deadline: run.deadlines.release,
    advice: `See kubectl -n ${systemNamespace} logs job/${jobName(run)}`,
    async look(signal): Promise<Look<void>> {
      const job = await readJob(run);
      if (!job || job.metadata.uid === stale) {
        return { done: false, progress: 'waiting for the helm-controller' };
      }
      if (has(job, 'Failed')) {
        throw new StepFailure(
          `Helm gave up on release ${
            run.names.release
          }. See kubectl -n ${systemNamespace} logs job/${jobName(run)}`,
        );
      }
      if (!has(job, 'Complete')) {
        const failure = await helmFailure(run, signal);
        return {
          done: false,
          progress: failure
            ? `trying again after: ${failure.message}`
            : 'installing',
          trouble: failure?.final
            ? {
                about: 'Helm',
                text: `Helm cannot install Kasm: ${failure.message}`,
                patience: 0,
              }
            : undefined,
        };
      }
      const found = new Set((await componentsOf(run, signal)).keys());
      const missing = kasmVersion(run.spec.kasmVersion).roles.filter(
        role => !found.has(role),
      );
      return missing.length === 0
        ? { done: true, value: undefined, progress: 'release installed' }
        : {
            done: false,
            progress: `installed, but without ${missing.join(', ')}`,
          };
    },
  });
}

function has(job: Job, type: 'Complete' | 'Failed'): boolean {
  return (
    job.status?.conditions?.some(
      condition => condition.type === type && condition.status === 'True',
    ) ?? false
  );
}
