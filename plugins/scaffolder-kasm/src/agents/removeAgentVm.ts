import { DEPLOYMENT_LABEL } from '@kasm-portal/backstage-plugin-kasm-common';
import { REMOVED_CLAIMS } from '@kasm-portal/backstage-plugin-kasm-common/manifests';
import {
  resources,
  type KubeObject,
} from '@kasm-portal/backstage-plugin-kasm-node';
import { isKubeError, reasonOf, StepFailure } from '../run/StepFailure';
import { waitFor } from '../run/waitFor';
import type { AgentRun } from './agentRun';
import type { AgentVm } from './agentVm';

/**
 * Removes a VM and its disks, and waits until the VM is gone. Harvester keeps every disk that is not
 * named before the VM is deleted.
 */
export async function removeAgentVm(run: AgentRun, vm: AgentVm): Promise<void> {
  const what = `VirtualMachine ${run.namespace}/${vm.name}`;
  const disks = vm.disks.length > 0 ? vm.disks.join(', ') : 'none';
  if (run.dryRun) {
    run.progress.line(`${what} would be removed, with its disks: ${disks}`);
    return;
  }
  run.signal.throwIfAborted();
  try {
    if (!vm.isGoing) {
      await run.client.mergePatch(
        resources.virtualMachines,
        vm.name,
        {
          // another VM of that name is not touched
          metadata: {
            uid: vm.uid,
            annotations: { [REMOVED_CLAIMS]: vm.disks.join(',') },
          },
        },
        { namespace: run.namespace },
      );
    }
    await run.client.delete(resources.virtualMachines, vm.name, {
      namespace: run.namespace,
      uid: vm.uid,
    });
  } catch (error) {
    if (!isKubeError(error, 'notFound')) {
      throw new StepFailure(`${what} could not be removed: ${reasonOf(error)}`);
    }
  }
  await waitFor<void>(run, {
    about: what,
    until: 'gone',
    deadline: run.deadlines.removal,
    advice: `Look at what holds it: kubectl --context ${run.cluster.name} -n ${run.namespace} describe vm ${vm.name}`,
    async look(signal) {
      try {
        const live = await run.client.get(resources.virtualMachines, vm.name, {
          namespace: run.namespace,
          signal,
        });
        return live.metadata.uid === vm.uid
          ? { done: false, progress: 'is being removed' }
          : { done: true, value: undefined };
      } catch (error) {
        if (isKubeError(error, 'notFound')) {
          return { done: true, value: undefined };
        }
        throw error;
      }
    },
  });
  run.progress.line(`${what} removed, with its disks: ${disks}`);
}

/** On the Secret of a VM that is being removed: the agent whose record in Kasm has to go too. */
const AGENT_ANNOTATION = 'kasm-portal/agent';

/**
 * Notes on a VM's Secret, which goes last, which agent is to be forgotten: once the VM is gone, nothing
 * else tells.
 */
export async function noteAgent(
  run: AgentRun,
  secret: string,
  agent: string,
): Promise<void> {
  const metadata = await secretMetadata(run, secret);
  if (
    !run.dryRun &&
    metadata &&
    metadata.labels?.[DEPLOYMENT_LABEL] === run.spec.name &&
    metadata.annotations?.[AGENT_ANNOTATION] !== agent
  ) {
    await run.client.mergePatch(
      resources.secrets,
      secret,
      {
        metadata: {
          uid: metadata.uid,
          annotations: { [AGENT_ANNOTATION]: agent },
        },
      },
      { namespace: run.namespace },
    );
  }
}

/** The agent that an earlier run noted. */
export async function notedAgent(
  run: AgentRun,
  secret: string,
): Promise<string | undefined> {
  const metadata = await secretMetadata(run, secret);
  return metadata?.labels?.[DEPLOYMENT_LABEL] === run.spec.name
    ? metadata.annotations?.[AGENT_ANNOTATION]
    : undefined;
}

async function secretMetadata(
  run: AgentRun,
  name: string,
): Promise<KubeObject['metadata'] | undefined> {
  try {
    const { metadata } = await run.client.get(resources.secrets, name, {
      namespace: run.namespace,
      metadataOnly: true,
      signal: run.signal,
    });
    return metadata;
  } catch (error) {
    if (isKubeError(error, 'notFound')) {
      return undefined;
    }
    throw error;
  }
}

/** Removes a VM's Secret, if it is this deployment's. Its content is not read. */
export async function removeAgentSecret(
  run: AgentRun,
  name: string,
): Promise<void> {
  const what = `Secret ${run.namespace}/${name}`;
  try {
    const metadata = await secretMetadata(run, name);
    if (!metadata) {
      return;
    }
    if (metadata.labels?.[DEPLOYMENT_LABEL] !== run.spec.name) {
      run.progress.warn(`${what} stays: it is not this deployment's`);
      return;
    }
    if (run.dryRun) {
      run.progress.line(`${what} would be removed`);
      return;
    }
    run.signal.throwIfAborted();
    await run.client.delete(resources.secrets, name, {
      namespace: run.namespace,
      uid: metadata.uid,
    });
    run.progress.line(`${what} removed`);
  } catch (error) {
    if (!isKubeError(error, 'notFound')) {
      throw isKubeError(error)
        ? new StepFailure(`${what} could not be removed: ${error.message}`)
        : error;
    }
  }
}
