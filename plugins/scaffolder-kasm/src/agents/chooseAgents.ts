import { InputError } from '@backstage/errors';
import { withoutStack } from '../run/withoutStack';
import type { AgentRun } from './agentRun';
import type { DeleteAgentsInput } from './deleteAgentsInput';
import { machinesOf } from './poolMachines';

/**
 * Names of the VMs that go: those that were named, or so many of a pool, those with the highest numbers
 * first.
 *
 * @throws InputError when the pool has fewer
 */
export async function chooseAgents(
  run: AgentRun,
  { names, pool = 'agent', count = 0 }: DeleteAgentsInput,
): Promise<string[]> {
  if (names) {
    return [...new Set(names)];
  }
  const there = [...(await machinesOf(run, pool)).keys()].sort(
    (left, right) => numberOf(right) - numberOf(left),
  );
  if (there.length < count) {
    throw withoutStack(
      new InputError(
        `Pool ${pool} of ${run.names.ref} has ${there.length} VMs, not ${count}; the agents' names are on the page of the deployment`,
      ),
    );
  }
  return there.slice(0, count);
}

function numberOf(name: string): number {
  return Number(/-(\d+)$/.exec(name)?.[1] ?? 0);
}
