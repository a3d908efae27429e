import type { CreatedObject } from '@kasm-portal/backstage-plugin-kasm-common/spec';
import { resources } from '@kasm-portal/backstage-plugin-kasm-node';
import { isKubeError, StepFailure } from '../run/StepFailure';
import { describeObject } from '../run/WriteRecord';
import { ownershipOf } from './ownership';
import { lookAt, removeLive, type Removing } from './removeObject';
import { objectsIn, whatIsLeft, WORKLOADS, type Left } from './whatIsLeft';

/** Beside workloads: what others may have put there. Secrets cannot be listed, by intention. */
const CONTENTS = [
  ...WORKLOADS,
  resources.databaseClusters,
  resources.scheduledBackups,
  resources.backups,
  resources.objectStores,
  resources.certificates,
  resources.ingressRoutes,
  resources.serversTransports,
  resources.virtualMachines,
];

/** Kubernetes puts it into every namespace. */
const ROOT_CA = 'kube-root-ca.crt';

/** The uid by which a namespace may go, or why it stays; neither when it is gone. */
type Decision = { uid?: string; stays?: string };

/**
 * Removes a namespace that the portal made for this deployment, when nothing is in it any more. That
 * it stays is told and is no failure: nothing of the deployment is in it.
 *
 * @param taken - name of another deployment that lives there
 */
export async function removeNamespace(
  run: Removing,
  entry: CreatedObject,
  taken: string | undefined,
): Promise<void> {
  const what = describeObject(entry);
  const { uid, stays } = await decide(run, entry, taken);
  if (uid && run.dryRun) {
    run.progress.line(`${what} would be removed, if nothing is in it by then`);
    run.report.removed(entry);
    return;
  }
  const why = stays ?? (uid ? await removeEmpty(run, entry, uid) : undefined);
  if (why) {
    run.report.kept(entry, why);
    run.progress.line(`${what} stays: it ${why}`);
  }
}

async function decide(
  run: Removing,
  entry: CreatedObject,
  taken: string | undefined,
): Promise<Decision> {
  let live;
  try {
    live = await lookAt(run, resources.namespaces, entry);
  } catch (error) {
    if (isKubeError(error, 'forbidden')) {
      return { stays: "may not be looked at by the portal's writer" };
    }
    throw error;
  }
  const ownership = ownershipOf(entry, live, run.spec.name);
  if (ownership.is === 'gone') {
    return {};
  }
  if (ownership.is === 'foreign') {
    return { stays: ownership.why };
  }
  const kept = run.report
    .allKept()
    .find(({ object }) => object.namespace === entry.name);
  if (kept) {
    return { stays: `has ${describeObject(kept.object)} in it` };
  }
  return taken
    ? { stays: `is where the deployment ${taken} lives` }
    : { uid: ownership.uid };
}

/** @returns why it stays */
async function removeEmpty(
  run: Removing,
  entry: CreatedObject,
  uid: string,
): Promise<string | undefined> {
  const { left, unseen } = await contentsOf(run, entry.name);
  if (left.length > 0) {
    return `has ${listed(left)} in it`;
  }
  if (unseen.length > 0) {
    run.progress.line(
      `${describeObject(
        entry,
      )} is empty as far as can be seen; the writer may not: ${unseen
        .sort()
        .join('; ')}`,
    );
  }
  try {
    await removeLive(run, entry, uid);
    return undefined;
  } catch (error) {
    if (error instanceof StepFailure && !run.signal.aborted) {
      run.progress.warn(error.message);
      return 'could not be removed';
    }
    throw error;
  }
}

function listed([first, ...more]: Left[]): string {
  return `${describeObject(first)}${
    more.length > 0 ? ` and ${more.length} more` : ''
  }`;
}

function contentsOf(run: Removing, namespace: string) {
  return whatIsLeft(run, `contents of namespace ${namespace}`, async () => {
    const sight = await objectsIn(run, namespace, CONTENTS);
    return {
      ...sight,
      left: sight.left.filter(
        ({ kind, name }) => !(kind === 'ConfigMap' && name === ROOT_CA),
      ),
    };
  });
}
