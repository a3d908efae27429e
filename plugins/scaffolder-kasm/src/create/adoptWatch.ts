import { descriptorConfigMap } from '@kasm-portal/backstage-plugin-kasm-common/manifests';
import {
  parseDescriptor,
  type DeploymentDescriptor,
} from '@kasm-portal/backstage-plugin-kasm-common/spec';
import { resources } from '@kasm-portal/backstage-plugin-kasm-node';
import { claimProblems, readDescriptors } from '../preflight/claims';
import type { RunContext } from '../run/RunContext';
import { reasonOf } from '../run/StepFailure';
import { applyOwned, read } from '../run/writing';
import { TRUTH } from './externalManager';
import { findInstallation, refusal } from './installation';

/**
 * Makes an installation known to the portal as it is: a descriptor is written, and nothing else. What
 * runs it goes on running it.
 */
export async function adoptWatch(
  run: RunContext,
  configured: unknown[],
): Promise<void> {
  const { names, cluster, progress } = run;
  const before = await ownDescriptor(run);
  const taken = claimProblems(run, await readDescriptors(run), configured);
  if (taken.length > 0) {
    throw refusal(`${names.ref} cannot be watched: ${taken.join('; ')}`);
  }
  const { manager } = await findInstallation(run);
  const now = run.now().toISOString();
  const descriptor: DeploymentDescriptor = {
    version: 1,
    state: 'active',
    delivery: 'external',
    externalManager: manager,
    task: before?.task ?? run.task,
    createdAt: before?.createdAt ?? now,
    updatedAt: before?.updatedAt ?? now,
    ...(run.user && { updatedBy: run.user }),
    spec: run.spec,
    created: [],
  };
  await applyOwned(
    run,
    resources.configMaps,
    descriptorConfigMap(descriptor, cluster.systemNamespace),
  );
  progress.line(
    `The portal watches ${names.ref} and changes nothing of it: ${TRUTH[manager]}`,
  );
}

/** A descriptor of an installation that is watched already; any other is not overwritten. */
async function ownDescriptor(
  run: RunContext,
): Promise<DeploymentDescriptor | undefined> {
  const { names, cluster, spec } = run;
  const place = `${cluster.systemNamespace}/${names.descriptor}`;
  const [namespace, map] = await Promise.all([
    read(run, resources.namespaces, cluster.systemNamespace),
    read(run, resources.configMaps, names.descriptor, cluster.systemNamespace),
  ]).catch(error => {
    run.signal.throwIfAborted();
    throw refusal(
      `Cluster ${cluster.name} could not be looked at: ${reasonOf(error)}`,
    );
  });
  if (!namespace) {
    throw refusal(
      `Namespace ${cluster.systemNamespace}, where descriptors live, is not there: apply manifests/writer-rbac.yaml of the scaffolder module`,
    );
  }
  if (!map) {
    return undefined;
  }
  const parsed = parseDescriptor(map.data as Record<string, string>);
  if ('problem' in parsed) {
    throw refusal(
      `ConfigMap ${place} is there and cannot be read (${parsed.problem})`,
    );
  }
  const { descriptor } = parsed;
  if (
    descriptor.delivery !== 'external' ||
    descriptor.spec.owner !== spec.owner
  ) {
    throw refusal(
      `${names.ref} is known already: a deployment of ${
        descriptor.spec.owner
      }, ${
        descriptor.delivery === 'external'
          ? 'watched by the portal'
          : `run by the portal (${descriptor.state})`
      }`,
    );
  }
  return descriptor;
}
