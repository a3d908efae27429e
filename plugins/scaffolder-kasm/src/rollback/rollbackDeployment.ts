import type {
  CreatedObject,
  DeploymentDescriptor,
} from '@kasm-portal/backstage-plugin-kasm-common/spec';
import { resources } from '@kasm-portal/backstage-plugin-kasm-node';
import { removeTlsSecret } from '../removal/derivedSecrets';
import { disownRelease, WHY_KEPT } from '../removal/disownRelease';
import { otherDeployments, whoLivesIn } from '../removal/otherDeployments';
import { ownershipOf } from '../removal/ownership';
import { removeDescriptor } from '../removal/removeDescriptor';
import { readOwnDescriptor, saveDescriptor } from '../run/ownDescriptor';
import { removalResource } from '../removal/removalResource';
import { RemovalReport } from '../removal/RemovalReport';
import { removeData } from '../removal/removeData';
import { removeNamespace } from '../removal/removeNamespace';
import { lookAt, removeObject, type Removing } from '../removal/removeObject';
import { removeRelease } from '../removal/removeRelease';
import { wasInitialised } from '../removal/wasInitialised';
import type { Left } from '../removal/whatIsLeft';
import type { RunContext } from '../run/RunContext';
import { describeObject } from '../run/WriteRecord';
import { removeOwnAgents } from './removeOwnAgents';
import { rollbackPlan, type RollbackPlan } from './rollbackPlan';

export interface RollbackOptions {
  /** Remove the database too, when this task made it. */
  deleteData: boolean;
  /** Whose doings are undone; the run's own task when absent. */
  task?: string;
  /** `kasm.deployments`: they may live in the same namespaces. */
  configured?: readonly unknown[];
  /**
   * Ends it. By default a deadline and not the run's signal: after a cancel that has aborted already,
   * and undoing is what the cancel asked for.
   */
  signal?: AbortSignal;
  /** What was removed is told here also when it ends early. */
  report?: RemovalReport;
}

/** What is left of a deployment after one task's doings are undone. */
export interface RollbackResult {
  /** `creating`: what others made, or the data, stays; the same values create it again. */
  state: 'absent' | 'removed' | DeploymentDescriptor['state'];
  report: RemovalReport;
  /** Objects that Helm should have removed and did not. */
  leftovers: Left[];
}

/**
 * Removes what one task made of a deployment, newest first, and nothing else. It works after a failure
 * at any step: what the task was about to make is in the descriptor before it is made.
 */
export async function rollbackDeployment(
  context: RunContext,
  options: RollbackOptions,
): Promise<RollbackResult> {
  const { cluster, deadlines, names, progress } = context;
  const report = options.report ?? new RemovalReport(cluster.name);
  const signal =
    options.signal ??
    AbortSignal.timeout((deadlines.release + deadlines.removal) * 1000);
  const run: Removing = { ...context, signal, report };
  const nothing = (state: RollbackResult['state'], why: string) => {
    progress.line(`Nothing to undo: ${why}`);
    return { state, report, leftovers: [] };
  };

  const descriptor = await readOwnDescriptor(run);
  if (!descriptor) {
    return nothing('absent', `there is no descriptor of ${names.ref}`);
  }
  const task = options.task ?? context.task;
  if (descriptor.delivery === 'external') {
    return nothing(descriptor.state, `the portal only watches ${names.ref}`);
  }
  const plan = rollbackPlan(descriptor, names, cluster.systemNamespace, {
    task,
    deleteData: options.deleteData,
    hasDatabase: await hasDatabase(run),
  });
  const own = Object.values(plan.entries).flat().length;
  const onlyAnnounced =
    descriptor.state === 'creating' &&
    descriptor.created.length === 0 &&
    descriptor.task === task;
  if (own === 0 && !onlyAnnounced) {
    return nothing(
      descriptor.state,
      `task ${task} made nothing of ${names.ref}`,
    );
  }
  progress.line(
    `${context.dryRun ? 'Would undo' : 'Undoing'} what task ${task} made of ${
      names.ref
    }${plan.keepsData ? '; its data is kept' : ''}`,
  );
  return undo(run, descriptor, plan, { ...options, task });
}

async function undo(
  run: Removing,
  descriptor: DeploymentDescriptor,
  { entries, keepsData, keepsRelease, others }: RollbackPlan,
  { configured = [], task }: RollbackOptions & { task: string },
): Promise<RollbackResult> {
  const { report, progress, dryRun } = run;
  await removeOwnAgents(run, task);
  const neighbours = await otherDeployments(run, configured);
  const known = await rememberInitialised(run, descriptor, entries.release);
  await removeAll(run, entries.route);
  const release = keepsRelease ? await stillThere(run, entries.release) : [];
  release.forEach(entry => keepRelease(run, entry));
  const leftovers = keepsRelease ? [] : await uninstall(run, entries.release);
  await removeAll(run, entries.rest);
  if (entries.rest.some(({ kind }) => kind === 'Certificate')) {
    await removeTlsSecret(run);
  }
  if (keepsData) {
    entries.data.forEach(entry =>
      report.kept(entry, 'belongs to the database, which is kept'),
    );
  } else {
    await removeData(run, entries.data, { deleteBackups: true });
  }
  for (const entry of entries.namespace) {
    await removeNamespace(run, entry, whoLivesIn(entry.name, neighbours));
  }

  const stays = [
    ...others,
    ...release,
    ...(await stillThere(run, [...entries.data, ...entries.namespace])),
  ];
  const left = dryRun ? [...others, ...release] : stays;
  if (left.length === 0 && leftovers.length === 0 && !(dryRun && keepsData)) {
    await removeDescriptor(run);
    return { state: 'removed', report, leftovers };
  }
  const { initialised, ...rest } = known;
  await saveDescriptor(run, {
    ...rest,
    ...(initialised && keepsData && { initialised }),
    state: 'creating',
    created: stays,
  });
  progress.line(
    `What stays of ${run.names.ref} is in its descriptor: creating it again with the same values goes on from there`,
  );
  return { state: 'creating', report, leftovers };
}

/** Before the release goes, which would tell: a database must not be filled twice. */
async function rememberInitialised(
  run: Removing,
  descriptor: DeploymentDescriptor,
  release: readonly CreatedObject[],
): Promise<DeploymentDescriptor> {
  if (
    descriptor.initialised !== undefined ||
    release.length === 0 ||
    !(await wasInitialised(run, descriptor))
  ) {
    return descriptor;
  }
  const known = { ...descriptor, initialised: true };
  if (descriptor.state !== 'active' && !run.dryRun) {
    await saveDescriptor(run, known);
  }
  return known;
}

async function uninstall(
  run: Removing,
  [entry]: readonly CreatedObject[],
): Promise<Left[]> {
  if (!entry) {
    return [];
  }
  const left = (await removeRelease(run, entry)) ?? [];
  left.forEach(object => {
    run.report.kept(object, 'was left by Helm');
    run.progress.warn(`Helm left ${describeObject(object)}`);
  });
  return left;
}

/** Deleted, it would take the Kasm with it that somebody else installed. */
function keepRelease(run: Removing, entry: CreatedObject): void {
  run.report.kept(entry, WHY_KEPT, disownRelease(run));
  run.progress.warn(`${describeObject(entry)} stays: it ${WHY_KEPT}`);
}

async function removeAll(
  run: Removing,
  entries: readonly CreatedObject[],
): Promise<void> {
  for (const entry of entries) {
    await removeObject(run, entry);
  }
}

async function hasDatabase(run: Removing): Promise<boolean> {
  const { databaseCluster: name, databaseNamespace: namespace } = run.names;
  const found = await lookAt(run, resources.databaseClusters, {
    name,
    namespace,
  });
  return found !== undefined;
}

/** Entries whose object is there and still the one that they name. */
async function stillThere(
  run: Removing,
  entries: readonly CreatedObject[],
): Promise<CreatedObject[]> {
  const found = await Promise.all(
    entries.map(async entry => {
      const resource = removalResource(entry);
      const live = resource && (await lookAt(run, resource, entry));
      return ownershipOf(entry, live, run.spec.name).is === 'ours';
    }),
  );
  return entries.filter((_, index) => found[index]);
}
