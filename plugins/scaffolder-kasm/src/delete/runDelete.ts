import { otherDeployments } from '../removal/otherDeployments';
import { endedEarly } from '../removal/endedEarly';
import { removeDescriptor } from '../removal/removeDescriptor';
import { RemovalReport } from '../removal/RemovalReport';
import type { RunContext } from '../run/RunContext';
import type { DeploymentDescriptor } from '@kasm-portal/backstage-plugin-kasm-common/spec';
import { deleteDeployment } from './deleteDeployment';
import type { DeleteInput } from './deleteInput';

/** What became of a deployment. */
export type DeletedState =
  /** Its data is kept, and its name for whoever creates it again. */
  | 'retired'
  | 'removed'
  /** The portal does not watch it any more; it goes on as it was. */
  | 'forgotten'
  /** There was none. */
  | 'absent';

/** Removes a deployment, and says at the end what stays and how to remove that. */
export async function runDelete(
  context: RunContext,
  descriptor: DeploymentDescriptor,
  asked: DeleteInput,
  configured: readonly unknown[],
): Promise<{ state: DeletedState; report: RemovalReport }> {
  const { names, cluster, progress, dryRun } = context;
  const report = new RemovalReport(cluster.name);
  const run = { ...context, report };
  let stage = 'Preparation';
  try {
    if (asked.forget) {
      progress.line(`The portal stops watching ${names.ref}`);
      await removeDescriptor(run);
      return { state: 'forgotten', report };
    }
    const done = descriptor.state === 'retired' && !asked.deleteData;
    progress.line(
      done
        ? `${names.ref} was removed ${
            descriptor.retiredAt ? `at ${descriptor.retiredAt}` : 'before'
          }; its data is kept`
        : `${dryRun ? 'Trying out the removal of' : 'Removing'} ${names.ref}${
            asked.deleteData ? ' with its data' : '; its data is kept'
          }`,
    );
    await deleteDeployment(
      run,
      descriptor,
      { ...asked, others: await otherDeployments(run, configured) },
      title => {
        stage = title;
      },
    );
    sayGoodbye(run, asked.deleteData);
    return { state: asked.deleteData ? 'removed' : 'retired', report };
  } catch (error) {
    throw endedEarly(run, 'Removing', stage, error);
  }
}

function sayGoodbye(
  { progress, report, names, dryRun }: RunContext & { report: RemovalReport },
  deleteData: boolean,
): void {
  const kept = report.keptOutput();
  if (kept.length > 0) {
    progress.line(
      dryRun
        ? 'What would stay, and how to remove it:'
        : 'What stays, and how to remove it:',
    );
    kept.forEach(({ object, why, remove }) =>
      progress.line(`- ${object} ${why}: ${remove}`),
    );
  }
  if (dryRun) {
    progress.line('Nothing was removed: this was a dry run');
    return;
  }
  progress.line(
    deleteData
      ? `${names.ref} is removed`
      : `${names.ref} is removed and its data kept: create it again with the same name to go on with it, or remove the rest with deleteData`,
  );
}
