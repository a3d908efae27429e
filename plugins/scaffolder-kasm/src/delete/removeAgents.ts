import { deleteAgents } from '../agents/deleteAgents';
import type { Removing } from '../removal/removeObject';
import { componentsOf } from '../run/components';
import { isError } from '@backstage/errors';

/**
 * Drains the agents and removes their VMs, while Kasm still runs and can be told. Once it does not run
 * there is nobody to drain.
 */
export async function removeAgents(
  run: Removing,
  force: boolean,
): Promise<void> {
  const { cluster, namespace } = run.spec.agents;
  if (!cluster || !namespace) {
    run.progress.line('No agents that the portal knows of');
    return;
  }
  const place = `${cluster}/${namespace}`;
  if (!mayWriteThere(run)) {
    const why = `are not the portal's to remove: it has no writer for cluster ${cluster}`;
    run.report.keptElsewhere(
      `Agent VMs in ${place}`,
      why,
      `kubectl --context ${cluster} -n ${namespace} get virtualmachines.kubevirt.io`,
    );
    run.progress.warn(`Agent VMs in ${place} ${why}`);
    return;
  }
  const stopped = (await componentsOf(run, run.signal)).size === 0;
  const { removed, disks } = await deleteAgents(run, {
    force: force || stopped,
  });
  removed.forEach(name =>
    run.report.removed({ kind: 'VirtualMachine', namespace, name }),
  );
  run.progress.line(
    removed.length === 0
      ? `No agent VMs in ${place}`
      : `Agent VMs ${run.dryRun ? 'that would go' : 'removed'}: ${removed.join(
          ', ',
        )}; disks: ${disks.join(', ') || 'none'}`,
  );
}

function mayWriteThere(run: Removing): boolean {
  try {
    return run.agentPlace?.() !== undefined;
  } catch (error) {
    if (isError(error) && error.name === 'InputError') {
      return false;
    }
    throw error;
  }
}
