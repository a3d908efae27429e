import { ConflictError } from '@backstage/errors';
import type {
  CreatedObject,
  DeploymentDescriptor,
} from '@kasm-portal/backstage-plugin-kasm-common/spec';
import { databaseReferences } from '../removal/databaseReferences';
import { removeTlsSecret } from '../removal/derivedSecrets';
import { entriesOf } from '../removal/entriesOf';
import { whoLivesIn, type OtherDeployment } from '../removal/otherDeployments';
import { removeDescriptor } from '../removal/removeDescriptor';
import { readOwnDescriptor, saveDescriptor } from '../run/ownDescriptor';
import { refuseMissingRights } from '../removal/refuseMissingRights';
import type { RemovalPart } from '../removal/removalPart';
import { removeData } from '../removal/removeData';
import { removeNamespace } from '../removal/removeNamespace';
import { removeObject, type Removing } from '../removal/removeObject';
import { withoutStack } from '../run/withoutStack';
import { keepData } from './keepData';
import { suspendBackups, takeLastBackup } from './lastBackup';
import { refuseWhileUsed } from './refuseWhileUsed';
import { removeAgents } from './removeAgents';
import { tellOfBucket } from './tellOfBucket';
import { isStopped, uninstall } from './uninstall';

/** What is asked for beside the deployment. */
export interface DeleteOptions {
  force: boolean;
  skipBackup: boolean;
  deleteData: boolean;
  deleteBackups: boolean;
  others: readonly OtherDeployment[];
}

interface DeleteStep {
  title: string;
  act(run: Removing, descriptor: DeploymentDescriptor): Promise<unknown>;
}

const RETIRE: DeleteStep = {
  title: 'Descriptor',
  async act(run, known) {
    const created = await keepData(run, known);
    if (known.state === 'retired') {
      return;
    }
    await saveDescriptor(run, {
      ...known,
      state: 'retired',
      retiredAt: run.now().toISOString(),
      initialised: known.state === 'active' || known.initialised === true,
      created,
    });
  },
};

/**
 * Takes a deployment away, from the way in to the descriptor. Where things stand is read from the
 * cluster, so a run that was cut off anywhere is taken up by the next.
 *
 * @param at - told of each step before it begins
 */
export async function deleteDeployment(
  run: Removing,
  descriptor: DeploymentDescriptor,
  options: DeleteOptions,
  at: (title: string) => void,
): Promise<void> {
  const { deleteData, others } = options;
  if (deleteData) {
    refuseReferences(run, await databaseReferences(run, others));
  }
  await refuseMissingRights(run, going(run, descriptor, options));
  const steps: DeleteStep[] = [
    ...(descriptor.state === 'retired' ? [] : kasmSteps(options)),
    ...(deleteData ? dataSteps(options) : [RETIRE]),
  ];
  let known = descriptor;
  for (const [index, { title, act }] of steps.entries()) {
    at(title);
    run.progress.line(`Step ${index + 1} of ${steps.length}: ${title}`);
    await act(run, known);
    run.signal.throwIfAborted();
    // steps write to it, and so do those that they call
    known = (await readOwnDescriptor(run)) ?? known;
  }
}

function kasmSteps({ force, skipBackup }: DeleteOptions): DeleteStep[] {
  return [
    { title: 'Sessions', act: run => refuseWhileUsed(run, force) },
    { title: 'Agents', act: run => removeAgents(run, force) },
    ...backupSteps({ skipBackup }),
    { title: 'Route', act: (run, known) => removePart(run, known, 'route') },
    { title: 'Helm release', act: uninstall },
    {
      title: 'Certificate and what only Kasm needed',
      async act(run, known) {
        await removePart(run, known, 'rest');
        await removeTlsSecret(run);
      },
    },
  ];
}

function dataSteps({ deleteBackups, others }: DeleteOptions): DeleteStep[] {
  return [
    {
      title: 'Database',
      async act(run, known) {
        await removeData(run, entriesOf(run, known, 'data'), { deleteBackups });
        tellOfBucket(run, known);
      },
    },
    {
      title: 'Namespaces',
      async act(run, known) {
        for (const entry of entriesOf(run, known, 'namespace')) {
          await removeNamespace(run, entry, whoLivesIn(entry.name, others));
        }
      },
    },
    { title: 'Descriptor', act: run => removeDescriptor(run) },
  ];
}

function backupSteps({ skipBackup }: { skipBackup: boolean }): DeleteStep[] {
  return skipBackup
    ? [{ title: 'Backups', act: suspendBackups }]
    : [
        {
          title: 'Last backup',
          async act(run, known) {
            await suspendBackups(run, known);
            await takeLastBackup(run, known, { stopped: await isStopped(run) });
          },
        },
      ];
}

async function removePart(
  run: Removing,
  known: DeploymentDescriptor,
  part: RemovalPart,
): Promise<void> {
  for (const entry of entriesOf(run, known, part)) {
    await removeObject(run, entry);
  }
}

/** Entries that a run will remove. */
function going(
  run: Removing,
  known: DeploymentDescriptor,
  { deleteData, deleteBackups }: DeleteOptions,
): CreatedObject[] {
  const parts: RemovalPart[] = [
    ...(known.state === 'retired'
      ? []
      : (['route', 'release', 'rest'] as const)),
    ...(deleteData ? (['data'] as const) : []),
  ];
  return parts
    .flatMap(part => entriesOf(run, known, part))
    .filter(({ kind }) => kind !== 'Backup' || deleteBackups);
}

function refuseReferences(run: Removing, references: string[]): void {
  if (references.length > 0) {
    throw withoutStack(
      new ConflictError(
        `The data of ${run.names.ref} was not touched: ${references.join(
          '; ',
        )}. Remove that first`,
      ),
    );
  }
}
