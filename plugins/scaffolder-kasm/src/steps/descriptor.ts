import { isDeepStrictEqual } from 'node:util';
import {
  descriptorConfigMap,
  namespaces,
} from '@kasm-portal/backstage-plugin-kasm-common/manifests';
import {
  type CreatedObject,
  type DeploymentDescriptor,
} from '@kasm-portal/backstage-plugin-kasm-common/spec';
import { resources } from '@kasm-portal/backstage-plugin-kasm-node';
import { announcedEntries, settledEntries } from '../plan/createdEntries';
import { desiredObjects } from '../plan/desiredObjects';
import { resourceOf } from '../run/resourceOf';
import { readOwnDescriptor } from '../run/ownDescriptor';
import type { PreparedRun, Step } from '../run/RunContext';
import { applyOwned, read, sideBySide } from '../run/writing';
import { makeNamespace } from './namespaces';

/**
 * Makes the deployment known to the portal, with what this task is about to make, before anything of
 * it exists. Only the system namespace, where it is written, comes first.
 */
export const announce: Step = {
  id: 'descriptor',
  title: 'Descriptor',
  async write(run) {
    const before = run.facts.descriptor;
    tellWhoseItIs(run, before);
    if (before?.state === 'active' && before.delivery === 'helmchart') {
      // finished before: this run only makes sure
      run.progress.line(`Deployment ${run.names.ref} is active already`);
      return;
    }
    const [system] = namespaces(run.spec, run.cluster.systemNamespace);
    await makeNamespace(run, system);
    const looked = await sideBySide(
      desiredObjects(run).map(({ manifest }) => async () => {
        const { name, namespace } = manifest.metadata;
        const existing = await read(run, resourceOf(manifest), name, namespace);
        return { manifest, existing };
      }),
    );
    const entries = announcedEntries(before?.created ?? [], looked, {
      task: run.task,
      name: run.spec.name,
    });
    run.written.attribute(entries.filter(({ task }) => task === run.task));
    await writeDescriptor(run, before, { state: 'creating', created: entries });
  },
};

/** Says that the deployment is complete, and what of it the portal made. */
export const activate: Step = {
  id: 'activate',
  title: 'Activation',
  async write(run) {
    // steps between may have added to it
    const before = (await readOwnDescriptor(run)) ?? run.facts.descriptor;
    await writeDescriptor(run, before, {
      state: 'active',
      created: settledEntries(withoutTask(run, before), run.written, {
        descriptor: run.names.descriptor,
        systemNamespace: run.cluster.systemNamespace,
      }),
    });
  },
};

/** For what is said when it ends early: an earlier process of this task may have made some of it. */
function tellWhoseItIs(
  run: PreparedRun,
  before: DeploymentDescriptor | undefined,
): void {
  const { created = [] } = before ?? {};
  const own = created.filter(({ task }) => task === run.task);
  run.written.attribute(own);
  if (own.length > 0 && own.length === created.length) {
    run.written.attribute([
      {
        kind: 'ConfigMap',
        namespace: run.cluster.systemNamespace,
        name: run.names.descriptor,
      },
    ]);
  }
  if (isTakeOver(run, before)) {
    run.written.keepRelease();
  }
}

function isTakeOver(
  run: PreparedRun,
  before: DeploymentDescriptor | undefined,
): boolean {
  return (
    run.adopting === true ||
    (before?.state === 'creating' && before.externalManager !== undefined)
  );
}

/**
 * Entries as they were announced. An installation that is taken over is from now on nobody's to undo:
 * what this task added to it would take it down.
 */
function withoutTask(
  run: PreparedRun,
  before: DeploymentDescriptor | undefined,
): CreatedObject[] {
  const created = before?.created ?? [];
  return isTakeOver(run, before)
    ? created.map(({ task: _, ...entry }) => entry)
    : created;
}

async function writeDescriptor(
  run: PreparedRun,
  before: DeploymentDescriptor | undefined,
  what: Pick<DeploymentDescriptor, 'state' | 'created'>,
): Promise<void> {
  const now = run.now().toISOString();
  if (
    before?.state === what.state &&
    before.delivery === 'helmchart' &&
    isDeepStrictEqual(before.spec, run.spec) &&
    isDeepStrictEqual(before.created, what.created)
  ) {
    if (!run.dryRun) {
      run.written.add(
        descriptorConfigMap(before, run.cluster.systemNamespace),
        'unchanged',
      );
    }
    return;
  }
  const { externalManager, retiredAt, ...kept } = before ?? { createdAt: now };
  const descriptor: DeploymentDescriptor = {
    ...kept,
    // until it is complete they say that the database is in use and must not be initialised
    ...(what.state === 'creating' && {
      ...(externalManager && { externalManager }),
      ...(run.adopting && { externalManager: externalManager ?? 'unknown' }),
      ...(retiredAt && { retiredAt }),
      ...(before?.state === 'retired' && { retiredAt: retiredAt ?? now }),
    }),
    version: 1,
    delivery: 'helmchart',
    task: run.task,
    updatedAt: now,
    ...(run.user && { updatedBy: run.user }),
    spec: run.spec,
    ...(run.facts.archiveServerName && {
      archiveServerName: run.facts.archiveServerName,
    }),
    ...what,
  };
  await applyOwned(
    run,
    resources.configMaps,
    descriptorConfigMap(descriptor, run.cluster.systemNamespace),
  );
}
