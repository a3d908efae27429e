import { isDeepStrictEqual } from 'node:util';
import {
  kasmVersion,
  type Manifest,
} from '@kasm-portal/backstage-plugin-kasm-common/manifests';
import {
  resources,
  type KubeObject,
} from '@kasm-portal/backstage-plugin-kasm-node';
import { componentsOf } from '../run/components';
import { partOf } from '../run/partOf';
import type { PreparedRun, Step } from '../run/RunContext';
import { StepFailure } from '../run/StepFailure';
import { waitFor, type Look } from '../run/waitFor';
import { applyInOrder, read } from '../run/writing';
import { initHasToRunAgain } from './databaseInit';
import { HelmFailures } from './helmFailure';
import { removeJob } from './removeJob';

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

/**
 * Writes the release's objects; the result waits until the controller has run Helm with them and all
 * of Kasm's components are there. What an earlier run left failed is run again.
 */
async function writeRelease(
  run: PreparedRun,
  { initialize }: { initialize: boolean },
): Promise<() => Promise<void>> {
  const manifests = partOf(run, 'release', { initialize });
  if (run.dryRun) {
    await applyInOrder(run, manifests);
    return () => Promise.resolve();
  }
  const failures = new HelmFailures(run);
  const [before, chart] = await Promise.all([
    readJob(run),
    readChart(run),
    failures.ready(),
  ]);
  const initAgain =
    initialize && chart !== undefined && (await initHasToRunAgain(run));
  const starts =
    (await changesValues(run, manifests, chart)) ||
    (await startAgain(run, before, initAgain));
  // the controller replaces its Job; the old one's success says nothing
  const stale = starts ? before?.metadata.uid : undefined;
  return () => waitForRelease(run, starts ? failures : undefined, stale);
}

/** Writes them. Labels and annotations alone are no reason for the controller to run Helm. */
async function changesValues(
  run: PreparedRun,
  manifests: readonly Manifest[],
  before: KubeObject | undefined,
): Promise<boolean> {
  const outcomes = await applyInOrder(run, manifests);
  if (outcomes.every(outcome => outcome === 'unchanged')) {
    return false;
  }
  const after = await readChart(run);
  return !isDeepStrictEqual(before?.spec, after?.spec);
}

/** The controller makes its Job again when that is gone, and so runs Helm with the same values. */
async function startAgain(
  run: PreparedRun,
  job: Job | undefined,
  initAgain: boolean,
): Promise<boolean> {
  if (!job || (has(job, 'Complete') && !initAgain)) {
    return false;
  }
  if (has(job, 'Complete')) {
    await removeJob(run, job, 'Helm has to make the initialisation again');
    return true;
  }
  if (has(job, 'Failed') || (await failedForGood(run))) {
    await removeJob(run, job, 'Helm failed in an earlier run and starts again');
    return true;
  }
  return false;
}

/** Its Job still tries, but an earlier run ended by that failure and told it. */
async function failedForGood(run: PreparedRun): Promise<boolean> {
  const failures = new HelmFailures(run, { sinceEver: true });
  return (await failures.look(run.signal))?.final === true;
}

function readChart(run: PreparedRun): Promise<KubeObject | undefined> {
  const { release: name } = run.names;
  return read(run, resources.helmCharts, name, run.cluster.systemNamespace);
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

async function waitForRelease(
  run: PreparedRun,
  watched: HelmFailures | undefined,
  stale?: string,
): Promise<void> {
  const { systemNamespace } = run.cluster;
  // unchanged values of a run that was stopped: whatever failed before is the answer still
  const failures = watched ?? new HelmFailures(run, { sinceEver: true });
  const advice = `See kubectl -n ${systemNamespace} logs job/${jobName(run)}`;
  const look = async (signal: AbortSignal): Promise<Look<void>> => {
    const job = await readJob(run);
    if (!job || job.metadata.uid === stale) {
      return { done: false, progress: 'waiting for the helm-controller' };
    }
    if (!has(job, 'Complete')) {
      const failure = await failures.look(signal);
      if (has(job, 'Failed')) {
        throw new StepFailure(
          `Helm gave up on release ${run.names.release}${
            failure ? `, first because of: ${failure.message}` : ''
          }. ${advice}`,
        );
      }
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
  };
  try {
    await waitFor<void>(run, {
      about: 'Helm',
      deadline: run.deadlines.release,
      advice,
      look,
    });
  } catch (error) {
    tellLog(run, failures);
    throw error;
  }
}

/** What Helm said when it failed first: by now its pod may have been started over. */
function tellLog({ progress, signal }: PreparedRun, { first }: HelmFailures) {
  if (first && first.lines.length > 0 && !signal.aborted) {
    progress.line('Last lines of Helm when it failed first:');
    first.lines.forEach(line => progress.line(`  ${line}`));
  }
}

function has(job: Job, type: 'Complete' | 'Failed'): boolean {
  return (
    job.status?.conditions?.some(
      condition => condition.type === type && condition.status === 'True',
    ) ?? false
  );
}
