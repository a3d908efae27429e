import { ConflictError } from '@backstage/errors';
import { descriptorName } from '@kasm-portal/backstage-plugin-kasm-common';
import { descriptorConfigMap } from '@kasm-portal/backstage-plugin-kasm-common/manifests';
import {
  parseDescriptor,
  type DeploymentDescriptor,
} from '@kasm-portal/backstage-plugin-kasm-common/spec';
import { resources } from '@kasm-portal/backstage-plugin-kasm-node';
import type { RunContext } from './RunContext';
import { applyOwned, read } from './writing';

/** What the cluster says now of this deployment; undefined when it says nothing. */
export async function readOwnDescriptor(
  run: RunContext,
): Promise<DeploymentDescriptor | undefined> {
  const map = await read(
    run,
    resources.configMaps,
    descriptorName(run.spec.name),
    run.cluster.systemNamespace,
  );
  if (!map) {
    return undefined;
  }
  const parsed = parseDescriptor(map.data as Record<string, string>);
  if ('problem' in parsed) {
    throw new ConflictError(
      `The descriptor of ${run.names.ref} cannot be read (${parsed.problem}): correct it first`,
    );
  }
  return parsed.descriptor;
}

/** Stores what a deployment has become. */
export async function saveDescriptor(
  run: RunContext,
  descriptor: DeploymentDescriptor,
): Promise<void> {
  await applyOwned(
    run,
    resources.configMaps,
    descriptorConfigMap(
      {
        ...descriptor,
        task: run.task,
        updatedAt: run.now().toISOString(),
        ...(run.user && { updatedBy: run.user }),
      },
      run.cluster.systemNamespace,
    ),
  );
}
