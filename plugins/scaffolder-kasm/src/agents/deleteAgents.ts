import { InputError } from '@backstage/errors';
import { agentMachines } from '@kasm-portal/backstage-plugin-kasm-common/manifests';
import {
  KasmApiError,
  resources,
  type KasmAgent,
} from '@kasm-portal/backstage-plugin-kasm-node';
import type { RunContext } from '../run/RunContext';
import { StepFailure } from '../run/StepFailure';
import { withoutStack } from '../run/withoutStack';
import { read } from '../run/writing';
import { agentRun, type AgentRun } from './agentRun';
import { agentVm, type AgentVm } from './agentVm';
import { drainAgents } from './drainAgents';
import { addressesOf, instancesOf } from './instances';
import { agentOf, viewAgents } from './kasmAgents';
import { machinesOf } from './poolMachines';
import {
  noteAgent,
  notedAgent,
  removeAgentSecret,
  removeAgentVm,
} from './removeAgentVm';

/** Which agents go. */
export interface AgentsToDelete {
  /** Names of VMs; all of the deployment's when absent. */
  names?: readonly string[];
  /** Only those that this task made. */
  task?: string;
  /** Go on when sessions cannot be seen, and end those that do not end by themselves. */
  force: boolean;
}

/** What went. */
export interface DeletedAgents {
  /** Names of VMs. */
  removed: string[];
  /** Names of PersistentVolumeClaims, all in the agents' namespace. */
  disks: string[];
  /** What a person still has to do. */
  remaining: string[];
}

/**
 * Removes agent VMs of a deployment, each drained first: their sessions, the VM with its disks, its
 * Secret, and its record in Kasm. Agents that Kasm's own autoscaling made are not among them.
 *
 * @throws InputError, StepFailure
 */
export async function deleteAgents(
  context: RunContext,
  { names, task, force }: AgentsToDelete,
): Promise<DeletedAgents> {
  const run = agentRun(context);
  const there = await machinesOf(run);
  const vms = [...there.values()].map(agentVm);
  const chosen = vms
    .filter(
      vm =>
        (!names || names.includes(vm.name)) &&
        (task === undefined || vm.task === task),
    )
    .sort(
      (left, right) =>
        (names?.indexOf(left.name) ?? 0) - (names?.indexOf(right.name) ?? 0),
    );
  const gone = (names ?? []).filter(name => !there.has(name));
  await refuseUnknown(run, gone);
  const result: DeletedAgents = { removed: [], disks: [], remaining: [] };
  if (chosen.length > 0) {
    const known = await drained(run, chosen, vms, force);
    for (const vm of chosen) {
      const agent = known.get(vm.name);
      const [secret] = vm.secrets;
      if (secret && agent && agent !== 'unseen') {
        await noteAgent(run, secret, agent.id);
      }
      await removeAgentVm(run, vm);
      result.removed.push(vm.name);
      result.disks.push(...vm.disks);
      const left = run.dryRun
        ? undefined
        : await removeRecord(run, vm.name, agent);
      if (left) {
        run.progress.warn(left);
        result.remaining.push(left);
      }
      for (const each of vm.secrets) {
        await removeAgentSecret(run, each);
      }
    }
  }
  await removeLeftSecrets(run, there, names && gone);
  return result;
}

/** Names of VMs that were removed by a run which did not end are taken for what they are. */
async function refuseUnknown(
  run: AgentRun,
  gone: readonly string[],
): Promise<void> {
  const ours = new RegExp(`^${run.spec.name}-[-a-z0-9]+-[0-9]{1,2}$`);
  const foreign: string[] = [];
  for (const name of gone) {
    if (
      !ours.test(name) ||
      (await read(run, resources.virtualMachines, name, run.namespace))
    ) {
      foreign.push(name);
    }
  }
  if (foreign.length > 0) {
    throw withoutStack(
      new InputError(
        `${foreign.join(', ')} in ${run.cluster.name}/${
          run.namespace
        } is not an agent VM that the portal made for ${
          run.names.ref
        }; agents that Kasm scales by itself are removed there`,
      ),
    );
  }
}

/** Empties the agents of VMs; tells which agent each VM has, as far as Kasm can be asked. */
async function drained(
  run: AgentRun,
  chosen: readonly AgentVm[],
  all: readonly AgentVm[],
  force: boolean,
): Promise<Map<string, KasmAgent | 'unseen'>> {
  const [view, instances] = await Promise.all([
    viewAgents(run.kasmApi, run.names.ref, run.signal),
    instancesOf(run),
  ]);
  if (!view.seen || !run.kasmApi) {
    const why = view.seen ? '' : view.why;
    if (!force) {
      throw new StepFailure(
        `Whether people work on these agents cannot be seen: ${why}. Nothing was removed. To remove them anyway, which ends their sessions, run with force`,
      );
    }
    run.progress.warn(
      `Sessions cannot be seen and end with the agents: ${why}`,
    );
    return new Map(chosen.map(({ name }) => [name, 'unseen']));
  }
  const agentByVm = new Map(
    all.flatMap(({ name }) => {
      const agent = agentOf(
        view.agents,
        name,
        addressesOf(instances.get(name)),
      );
      return agent ? [[name, agent] as const] : [];
    }),
  );
  const toDrain = chosen.flatMap(({ name }) => {
    const agent = agentByVm.get(name);
    return agent ? [{ vm: name, agent }] : [];
  });
  const scaled = toDrain.filter(({ agent }) => agent.autoscaled);
  if (scaled.length > 0) {
    throw new StepFailure(
      `${scaled
        .map(({ vm }) => vm)
        .join(
          ', ',
        )} was made by Kasm's own autoscaling: lower it there (Infrastructure, Pools)`,
    );
  }
  const ids = new Set(toDrain.map(({ agent }) => agent.id));
  const stays = (agent: KasmAgent) =>
    agent.enabled && agent.status !== 'missing' && !ids.has(agent.id);
  if (!view.agents.some(stays)) {
    run.progress.warn(
      `No enabled agent of ${run.names.ref} is left after this: nobody can start a session until there is one`,
    );
  }
  if (run.dryRun) {
    toDrain.forEach(({ vm }) =>
      run.progress.line(`Agent ${vm} would be disabled and emptied`),
    );
  } else {
    await emptied(run, toDrain, force);
  }
  return agentByVm;
}

async function emptied(
  run: AgentRun,
  toDrain: Parameters<typeof drainAgents>[2],
  force: boolean,
): Promise<void> {
  try {
    await drainAgents(run, run.kasmApi!, toDrain);
  } catch (error) {
    run.signal.throwIfAborted();
    const known = error instanceof StepFailure || error instanceof KasmApiError;
    if (!known || !force) {
      throw error;
    }
    run.progress.warn(
      `${
        error.message.split('. ')[0]
      }. Going on, as asked for with force: what sessions are left end now`,
    );
  }
}

/** What is left to do by hand, when that is so. */
async function removeRecord(
  run: AgentRun,
  vm: string,
  agent: KasmAgent | 'unseen' | undefined,
): Promise<string | undefined> {
  if (!agent) {
    return undefined;
  }
  const byHand = `Delete the record of ${vm}${
    agent === 'unseen' ? '' : ` (${agent.hostname})`
  } in Kasm (Infrastructure, Docker Agents)`;
  if (agent === 'unseen' || !run.kasmApi?.managesAgents) {
    return byHand;
  }
  try {
    await run.kasmApi.deleteAgent(agent.id, { signal: run.signal });
    run.progress.line(`Agent ${vm} removed from Kasm`);
    return undefined;
  } catch (error) {
    run.signal.throwIfAborted();
    if (error instanceof KasmApiError) {
      return `${byHand}: ${error.message}`;
    }
    throw error;
  }
}

/**
 * Secrets of VMs that an earlier run removed, or was about to make, and did not get to the end of. They
 * hold the manager's token, so none may stay without a VM.
 */
async function removeLeftSecrets(
  run: AgentRun,
  there: ReadonlyMap<string, unknown>,
  gone: readonly string[] | undefined,
): Promise<void> {
  const { pool } = run.spec.agents;
  const secrets =
    gone?.map(name => `${name}-cloudinit`) ??
    (pool ? agentMachines(run.spec.name, pool) : [])
      .filter(({ name }) => !there.has(name))
      .map(({ secret }) => secret);
  for (const secret of secrets) {
    const id = await notedAgent(run, secret);
    if (id && !run.dryRun && run.kasmApi?.managesAgents) {
      await run.kasmApi.deleteAgent(id, { signal: run.signal });
    }
    await removeAgentSecret(run, secret);
  }
}
