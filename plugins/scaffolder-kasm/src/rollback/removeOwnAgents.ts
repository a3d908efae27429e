import { deleteAgents } from '../agents/deleteAgents';
import type { Removing } from '../removal/removeObject';
import { reasonOf } from '../run/StepFailure';

/**
 * Removes the agent VMs that a task made. Nobody has worked on them for longer than the task runs. What
 * cannot be removed is told and stays: it may be the very thing that the task failed at.
 */
export async function removeOwnAgents(
  run: Removing,
  task: string,
): Promise<void> {
  const { cluster, namespace, pool } = run.spec.agents;
  if (!cluster || !namespace || !pool) {
    return;
  }
  try {
    const { removed } = await deleteAgents(run, { task, force: true });
    removed.forEach(name =>
      run.report.removed({ kind: 'VirtualMachine', namespace, name }),
    );
  } catch (error) {
    run.signal.throwIfAborted();
    const place = `${cluster}/${namespace}`;
    run.progress.warn(
      `The agent VMs in ${place} could not be looked after: ${reasonOf(error)}`,
    );
    run.report.keptElsewhere(
      `Agent VMs in ${place}`,
      'could not be looked after',
      `kubectl --context ${cluster} -n ${namespace} get virtualmachines.kubevirt.io`,
    );
  }
}
