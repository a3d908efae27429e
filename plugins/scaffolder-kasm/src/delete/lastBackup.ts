import {
  firstBackup,
  scheduledBackup,
  type Manifest,
} from '@kasm-portal/backstage-plugin-kasm-common/manifests';
import type { DeploymentDescriptor } from '@kasm-portal/backstage-plugin-kasm-common/spec';
import {
  redactLine,
  resources,
  type KubeObject,
} from '@kasm-portal/backstage-plugin-kasm-node';
import { ownershipOf } from '../removal/ownership';
import { saveDescriptor } from '../run/ownDescriptor';
import { removeLive, type Removing } from '../removal/removeObject';
import { StepFailure } from '../run/StepFailure';
import { waitFor } from '../run/waitFor';
import { applyOwned, read } from '../run/writing';
import { describeObject } from '../run/WriteRecord';

/** On the last backup: the task that it was taken for. */
const TASK = 'kasm-portal/task';

interface Backup extends KubeObject {
  status?: { phase?: string; error?: string };
}

/** Takes no more backups by itself: applied, so that creating the deployment again takes it back. */
export async function suspendBackups(
  run: Removing,
  descriptor: DeploymentDescriptor,
): Promise<void> {
  const manifest = scheduledBackup(run.spec);
  if (!manifest) {
    return;
  }
  const { name, namespace } = manifest.metadata;
  const live = await read(run, resources.scheduledBackups, name, namespace);
  const entry = descriptor.created.find(
    object => object.kind === manifest.kind && object.name === name,
  );
  if (
    !live ||
    !entry ||
    ownershipOf(entry, live, run.spec.name).is !== 'ours' ||
    (live.spec as { suspend?: boolean } | undefined)?.suspend
  ) {
    return;
  }
  await applyOwned(run, resources.scheduledBackups, {
    ...manifest,
    spec: { ...(manifest.spec as object), suspend: true },
  });
}

/**
 * Takes a backup of what is there now. One that this task began is gone on with; one that an earlier
 * task took counts only if nothing can have been written since.
 *
 * @returns the descriptor, which knows of the backup
 */
export async function takeLastBackup(
  run: Removing,
  descriptor: DeploymentDescriptor,
  { stopped }: { stopped: boolean },
): Promise<DeploymentDescriptor> {
  const manifest = lastBackup(run);
  if (!manifest) {
    run.progress.warn(
      'No last backup is taken: this deployment has no backups (database.backups)',
    );
    return descriptor;
  }
  if (!(await hasDatabase(run))) {
    run.progress.line('No last backup is taken: there is no database');
    return descriptor;
  }
  const { name, namespace } = manifest.metadata;
  const known = await announced(run, descriptor, manifest);
  const live = (await read(run, resources.backups, name, namespace)) as
    | Backup
    | undefined;
  if (live && isStillLast(run, descriptor, live, stopped)) {
    run.progress.line(
      `${describeObject({ kind: 'Backup', name, namespace })} is complete`,
    );
    return known;
  }
  if (live && !isOfThisTask(run, live)) {
    await replace(run, live);
  }
  await applyOwned(run, resources.backups, manifest);
  if (!run.dryRun) {
    await waitForBackup(run, name, namespace!);
  }
  return known;
}

function lastBackup(run: Removing): Manifest | undefined {
  const first = firstBackup(run.spec);
  return (
    first && {
      ...first,
      metadata: {
        ...first.metadata,
        name: `${run.names.databaseCluster}-last`,
        annotations: { ...first.metadata.annotations, [TASK]: run.task },
      },
    }
  );
}

async function hasDatabase(run: Removing): Promise<boolean> {
  const { databaseCluster, databaseNamespace } = run.names;
  return (
    (await read(
      run,
      resources.databaseClusters,
      databaseCluster,
      databaseNamespace,
    )) !== undefined
  );
}

function isOfThisTask(run: Removing, { metadata, status }: Backup): boolean {
  return (
    metadata.annotations?.[TASK] === run.task && status?.phase !== 'failed'
  );
}

function isStillLast(
  run: Removing,
  { state, updatedAt }: DeploymentDescriptor,
  backup: Backup,
  stopped: boolean,
): boolean {
  if (backup.status?.phase !== 'completed') {
    return false;
  }
  const taken = Date.parse(backup.metadata.creationTimestamp ?? '');
  const since = Math.floor(Date.parse(updatedAt ?? '') / 1000) * 1000;
  return (
    isOfThisTask(run, backup) ||
    (stopped && (state === 'retired' || taken >= since))
  );
}

/** Of an earlier life, or failed. What it saved stays saved; only its record goes. */
async function replace(run: Removing, { metadata }: Backup): Promise<void> {
  const { name, namespace, uid = '' } = metadata;
  const backup = { kind: 'Backup', name, namespace };
  const ownership = ownershipOf({ uid: '' }, { metadata }, run.spec.name);
  if (ownership.is === 'foreign') {
    throw new StepFailure(
      `${describeObject(backup)} ${
        ownership.why
      }: remove it, or take no last backup (skipBackup)`,
    );
  }
  await removeLive(
    run,
    { apiVersion: resources.backups.apiVersion, ...backup },
    uid,
  );
}

/** Known before it is made, as everything that the portal makes. */
async function announced(
  run: Removing,
  descriptor: DeploymentDescriptor,
  { apiVersion, kind, metadata }: Manifest,
): Promise<DeploymentDescriptor> {
  const { name, namespace } = metadata;
  const others = descriptor.created.filter(
    object => !(object.kind === kind && object.name === name),
  );
  const created = [
    ...others,
    // its uid changes with every new one
    { apiVersion, kind, namespace, name, uid: '', task: run.task },
  ];
  const known = { ...descriptor, created };
  if (others.length === descriptor.created.length) {
    await saveDescriptor(run, known);
  }
  return known;
}

function waitForBackup(
  run: Removing,
  name: string,
  namespace: string,
): Promise<void> {
  return waitFor<void>(run, {
    about: 'last backup',
    until: 'finished',
    deadline: run.deadlines.databaseComplete,
    advice: `See kubectl --context ${run.cluster.name} -n ${namespace} describe backups.postgresql.cnpg.io ${name}; skipBackup: true goes on without`,
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
          `the last backup failed (${
            redactLine(status.error ?? '', 300) ?? 'no reason given'
          }): correct that and run again, or take none (skipBackup: true)`,
        );
      }
      return { done: false, progress: status?.phase ?? 'not begun' };
    },
  });
}
