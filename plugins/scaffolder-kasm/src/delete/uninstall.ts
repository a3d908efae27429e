import type { DeploymentDescriptor } from '@kasm-portal/backstage-plugin-kasm-common/spec';
import { resources } from '@kasm-portal/backstage-plugin-kasm-node';
import { entriesOf } from '../removal/entriesOf';
import { saveDescriptor } from '../run/ownDescriptor';
import { removalCommand } from '../removal/removalCommand';
import { lookAt, type Removing } from '../removal/removeObject';
import { removeRelease } from '../removal/removeRelease';
import { wasInitialised } from '../removal/wasInitialised';
import { StepFailure } from '../run/StepFailure';
import { describeObject } from '../run/WriteRecord';

/**
 * Takes Kasm's release away, and remembers before whether it had filled the database.
 *
 * @throws StepFailure that names what Helm left, with the commands that remove it
 */
export async function uninstall(
  run: Removing,
  known: DeploymentDescriptor,
): Promise<void> {
  if (
    known.state === 'creating' &&
    known.initialised === undefined &&
    (await wasInitialised(run, known)) &&
    !run.dryRun
  ) {
    await saveDescriptor(run, { ...known, initialised: true });
  }
  const [entry] = entriesOf(run, known, 'release');
  if (!entry && !(await isStopped(run))) {
    throw new StepFailure(
      `Kasm was not uninstalled: the descriptor of ${run.names.ref} does not say that the portal made HelmChart ${run.cluster.systemNamespace}/${run.names.release}. Remove it by hand, then run again`,
    );
  }
  const left = await removeRelease(run, entry);
  if (left === undefined) {
    throw new StepFailure(
      `Kasm was not uninstalled: ${describeObject(
        entry,
      )} is not the portal's any more. Remove it by hand, then run again`,
    );
  }
  if (left.length > 0) {
    left.forEach(object => run.report.kept(object, 'was left by Helm'));
    throw new StepFailure(
      `Helm left ${left
        .map(describeObject)
        .join(', ')}. Remove it, then run again: ${left
        .map(object => removalCommand(run.cluster.name, object))
        .join('; ')}`,
    );
  }
}

/** Whether nothing writes to the database any more. */
export async function isStopped(run: Removing): Promise<boolean> {
  const chart = await lookAt(run, resources.helmCharts, {
    name: run.names.release,
    namespace: run.cluster.systemNamespace,
  });
  return chart === undefined;
}
