import type { AgentMachine } from '@kasm-portal/backstage-plugin-kasm-common/manifests';
import {
  KasmApiError,
  resources,
  type KasmApi,
} from '@kasm-portal/backstage-plugin-kasm-node';
import { StepFailure } from '../run/StepFailure';
import { waitFor } from '../run/waitFor';
import { applyOwned } from '../run/writing';
import type { AgentRun } from './agentRun';
import { cloudInitSecret, type CloudInitFacts } from './cloudInitSecret';
import { addressesOf, instancesOf, isConnected } from './instances';
import { agentOf, viewAgents } from './kasmAgents';
import { machineTrouble } from './machineTrouble';
import { patiently } from './patiently';
import { machinesOf } from './poolMachines';

/** How far a VM has come. */
export type AgentState = 'starting' | 'running' | 'registered' | 'enabled';

/** A VM and how far it has come. */
export interface AgentResult {
  name: string;
  address?: string;
  state: AgentState;
}

/** What has become of the VMs that were waited for. */
export interface BroughtUp {
  agents: AgentResult[];
  /** Why not all of them have joined; absent when they have, or when nobody can say. */
  problem?: string;
}

/**
 * Waits until VMs run and their agents have joined Kasm, and enables those when it may. The token goes
 * out of a VM's Secret as soon as that is not needed any more. Does not throw when it takes too long:
 * the VMs are there, and joining goes on.
 */
export async function bringUp(
  run: AgentRun,
  machines: readonly AgentMachine[],
  facts: CloudInitFacts,
  { enable }: { enable: boolean },
): Promise<BroughtUp> {
  const results = new Map<string, AgentResult>(
    machines.map(({ name }) => [name, { name, state: 'starting' }]),
  );
  const joined = new Set<string>();
  const told = new Set<string>();
  const tellOnce = (text: string) => {
    if (!told.has(text)) {
      told.add(text);
      run.progress.warn(text);
    }
  };
  let fatal: unknown;
  const takeTokenOut = async (machine: AgentMachine) => {
    if (!joined.has(machine.name)) {
      try {
        await applyOwned(
          run,
          resources.secrets,
          cloudInitSecret(facts, machine),
        );
      } catch (error) {
        // a token that stays where it is must not pass for lateness
        fatal = error;
        throw error;
      }
      joined.add(machine.name);
      run.progress.line(
        `The registration token is not in Secret ${run.namespace}/${machine.secret} any more`,
      );
    }
  };

  const look = async (signal: AbortSignal) => {
    const [vms, instances, view] = await Promise.all([
      machinesOf(run, facts.pool.pool, signal),
      instancesOf(run, signal),
      viewAgents(run.kasmApi, run.names.ref, signal),
    ]);
    const troubles: string[] = [];
    let done = 0;
    for (const machine of machines) {
      const vm = vms.get(machine.name);
      const instance = instances.get(machine.name);
      const addresses = [
        ...(machine.address ? [machine.address] : []),
        ...addressesOf(instance),
      ];
      const result = results.get(machine.name)!;
      result.address = addresses[0];
      result.state = vm?.status?.ready ? 'running' : 'starting';
      const trouble = vm
        ? machineTrouble(vm)
        : `${machine.name} is not there any more`;
      if (trouble) {
        troubles.push(trouble);
      }
      if (!view.seen) {
        if (
          view.lasting &&
          result.state === 'running' &&
          isConnected(instance)
        ) {
          // nobody can say whether it registered; its data was read when the guest started
          await takeTokenOut(machine);
          done += 1;
        }
        continue;
      }
      const agent = agentOf(view.agents, machine.name, addresses);
      if (!agent || result.state !== 'running') {
        continue;
      }
      result.state = agent.enabled ? 'enabled' : 'registered';
      if (enable && !agent.enabled && run.kasmApi?.managesAgents) {
        signal.throwIfAborted();
        const refusal = await enableAgent(run.kasmApi, agent.id, signal);
        if (refusal) {
          tellOnce(refusal);
        } else {
          result.state = 'enabled';
          run.progress.line(`Agent ${machine.name} is enabled`);
        }
      }
      await takeTokenOut(machine);
      done += 1;
    }
    if (!view.seen && view.lasting) {
      tellOnce(
        `Whether agents have joined cannot be seen: ${view.why}. Only the VMs are waited for`,
      );
    }
    if (done === machines.length) {
      return { done: true as const, value: undefined };
    }
    const progress = `${progressOf([...results.values()])}${
      !view.seen && !view.lasting ? `; ${view.why}` : ''
    }`;
    return {
      done: false as const,
      progress,
      ...(troubles.length > 0 && {
        trouble: {
          about: troubles.map(text => text.split(':')[0]).join(),
          text: troubles.join('; '),
          patience: run.deadlines.trouble,
        },
      }),
    };
  };

  let problem: string | undefined;
  try {
    await waitFor<undefined>(run, {
      about: 'agents',
      deadline: run.deadlines.agents,
      advice: `On a VM that runs and does not join: cloud-init status --long, and /var/log/cloud-init-output.log (runbook: agent-not-registered)`,
      look: patiently<undefined>(look),
    });
  } catch (error) {
    run.signal.throwIfAborted();
    if (!(error instanceof StepFailure) || error === fatal) {
      throw error;
    }
    problem = error.message;
  }
  return { agents: [...results.values()], ...(problem && { problem }) };
}

/** Why the key may not do it, when that is so. */
async function enableAgent(
  api: KasmApi,
  id: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  try {
    await api.setAgentEnabled(id, true, { signal });
    return undefined;
  } catch (error) {
    if (error instanceof KasmApiError && error.kind === 'notPermitted') {
      return error.message;
    }
    throw error;
  }
}

function progressOf(results: AgentResult[]): string {
  const count = (...states: AgentState[]) =>
    results.filter(({ state }) => states.includes(state)).length;
  return `${count('running', 'registered', 'enabled')} of ${
    results.length
  } VMs run, ${count('registered', 'enabled')} have joined`;
}
