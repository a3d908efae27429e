import { isDeepStrictEqual } from 'node:util';
import {
  DEPLOYMENT_LABEL,
  descriptorName,
} from '@kasm-portal/backstage-plugin-kasm-common';
import { descriptorConfigMap } from '@kasm-portal/backstage-plugin-kasm-common/manifests';
import type {
  CreatedObject,
  DeploymentDescriptor,
} from '@kasm-portal/backstage-plugin-kasm-common/spec';
import { resources } from '@kasm-portal/backstage-plugin-kasm-node';
import type { PreparedRun, Step } from '../run/RunContext';
import { applyOwned, read } from '../run/writing';
import { describeObject } from '../run/WriteRecord';

/** Makes the deployment known to the portal before anything of it exists. */
export const announce: Step = {
  id: 'descriptor',
  title: 'Descriptor',
  async write(run) {
    const before = run.facts.descriptor;
    if (before?.state === 'active') {
      // finished before: this run only makes sure
      run.progress.line(`Deployment ${run.names.ref} is active already`);
      return;
    }
    await writeDescriptor(run, {
      state: 'creating',
      created: before?.created ?? [],
    });
  },
};

/** Says that the deployment is complete, and what of it the portal made. */
export const activate: Step = {
  id: 'activate',
  title: 'Activation',
  async write(run) {
    await writeDescriptor(run, {
      state: 'active',
      created: await createdObjects(run),
    });
  },
};

async function writeDescriptor(
  run: PreparedRun,
  what: Pick<DeploymentDescriptor, 'state' | 'created'>,
): Promise<void> {
  const before = run.facts.descriptor;
  const now = run.now().toISOString();
  if (
    before?.state === what.state &&
    isDeepStrictEqual(before.created, what.created)
  ) {
    return;
  }
  const descriptor: DeploymentDescriptor = {
    version: 1,
    delivery: 'helmchart',
    task: run.task,
    createdAt: before?.createdAt ?? now,
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

/**
 * Everything of this deployment that the portal made, in this run or an earlier one: what carries its
 * label, namespaces included.
 */
async function createdObjects(run: PreparedRun): Promise<CreatedObject[]> {
  const own = descriptorName(run.spec.name);
  const seen = run.written.all().filter(({ name }) => name !== own);
  const namespaces = await Promise.all(
    [...new Set([run.names.namespace, run.names.databaseNamespace])].map(name =>
      read(run, resources.namespaces, name),
    ),
  );
  const created: CreatedObject[] = [
    ...namespaces.flatMap(namespace =>
      namespace?.metadata.labels?.[DEPLOYMENT_LABEL] === run.spec.name
        ? [
            {
              apiVersion: 'v1',
              kind: 'Namespace',
              name: namespace.metadata.name,
              uid: namespace.metadata.uid ?? '',
            },
          ]
        : [],
    ),
    ...seen
      .filter(({ kind }) => kind !== 'Namespace')
      .map(({ wrote: _, ...object }) => object),
  ];
  // in an order of its own: runs meet objects in different orders
  return created.sort((left, right) =>
    describeObject(left).localeCompare(describeObject(right), 'en'),
  );
}
