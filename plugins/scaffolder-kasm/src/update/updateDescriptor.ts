import { deploymentObjects } from '@kasm-portal/backstage-plugin-kasm-common/manifests';
import { type DeploymentDescriptor } from '@kasm-portal/backstage-plugin-kasm-common/spec';
import { announcedEntries, settledEntries } from '../plan/createdEntries';
import { readOwnDescriptor, saveDescriptor } from '../run/ownDescriptor';
import { resourceOf } from '../run/resourceOf';
import type { PreparedRun, Step } from '../run/RunContext';
import { StepFailure } from '../run/StepFailure';
import { settingsOf } from '../run/settings';
import { read, sideBySide } from '../run/writing';
import { isSame } from './specChanges';

/** What happens to the way back. */
export interface Way {
  /** The deployment as its descriptor says it is before this run. */
  before: DeploymentDescriptor;
  /** This run goes back to `before.previous`, and there is no way back from that. */
  undo: boolean;
}

/**
 * Keeps the values as they are, to go back to, and which objects this task is about to make, before
 * anything changes. The spec itself changes last: until then the same request means the same.
 */
export function rememberPrevious({ before, undo }: Way): Step {
  return {
    id: 'remember',
    title: 'Way back',
    async write(run) {
      const looked = await sideBySide(
        deploymentObjects(run.spec, settingsOf(run, { initialize: false })).map(
          ({ manifest }) =>
            async () => ({
              manifest,
              existing: await read(
                run,
                resourceOf(manifest),
                manifest.metadata.name,
                manifest.metadata.namespace,
              ),
            }),
        ),
      );
      const changed = !isSame(before.spec, run.spec);
      await writeDescriptor(run, before, {
        ...before,
        ...(changed && !undo && { previous: before.spec }),
        created: announcedEntries(before.created, looked, {
          task: run.task,
          name: run.spec.name,
        }),
      });
    },
  };
}

/** Says what the deployment is from now on. */
export function recordUpdate({ before, undo }: Way): Step {
  return {
    id: 'record',
    title: 'Descriptor',
    async write(run) {
      // what this task announced is in there, and what others added since
      const now = await existing(run);
      const { previous, ...kept } = now;
      const back = isSame(before.spec, run.spec) ? previous : before.spec;
      await writeDescriptor(run, undefined, {
        ...kept,
        spec: run.spec,
        ...(back && !undo && { previous: back }),
        ...(run.facts.archiveServerName && {
          archiveServerName: run.facts.archiveServerName,
        }),
        created: settledEntries(now.created, run.written, {
          descriptor: run.names.descriptor,
          systemNamespace: run.cluster.systemNamespace,
        }),
      });
    },
  };
}

async function existing(run: PreparedRun): Promise<DeploymentDescriptor> {
  const descriptor = await readOwnDescriptor(run);
  if (!descriptor) {
    throw new StepFailure(
      `ConfigMap ${run.cluster.systemNamespace}/${run.names.descriptor} vanished while it was being used`,
    );
  }
  return descriptor;
}

/** An update that did not end has kept its way back and not yet changed the spec. */
export function isUnfinished({
  spec,
  previous,
}: DeploymentDescriptor): boolean {
  return previous !== undefined && isSame(spec, previous);
}

async function writeDescriptor(
  run: PreparedRun,
  there: DeploymentDescriptor | undefined,
  wanted: DeploymentDescriptor,
): Promise<void> {
  if (there && isSame(there, wanted)) {
    return;
  }
  await saveDescriptor(run, wanted);
}
