import { InputError } from '@backstage/errors';
import {
  addressProblems,
  agentVirtualMachine,
  type AgentMachine,
  type Manifest,
} from '@kasm-portal/backstage-plugin-kasm-common/manifests';
import type { AgentPool } from '@kasm-portal/backstage-plugin-kasm-common/spec';
import { resources } from '@kasm-portal/backstage-plugin-kasm-node';
import type { RunContext } from '../run/RunContext';
import { isKubeError } from '../run/StepFailure';
import { withoutStack } from '../run/withoutStack';
import { applyOwned, read, refuseForeign } from '../run/writing';
import { agentImage } from './agentImage';
import { agentRun, type AgentRun } from './agentRun';
import { agentSoftware, warnOfUnchecked } from './agentSoftware';
import { bringUp, type BroughtUp } from './bringUp';
import {
  cloudInitSecret,
  JOINED_ANNOTATION,
  type CloudInitFacts,
} from './cloudInitSecret';
import { viewAgents } from './kasmAgents';
import { managerToken } from './managerToken';
import { machinesOf, poolMachines, type VirtualMachine } from './poolMachines';

/** What has become of a pool. */
export interface CreatedAgents extends BroughtUp {
  /** Names of the VMs that this run made. */
  created: string[];
  /** Names of those that were there. */
  kept: string[];
}

/**
 * Brings a pool up to its count of agent VMs, and waits until they have joined. VMs that are there stay
 * as they are. What comes late is told in `problem` and does not throw; what cannot be done does.
 *
 * @throws InputError, ConflictError, StepFailure
 */
export async function createAgents(
  context: RunContext,
  pool: AgentPool,
  { enable = true }: { enable?: boolean } = {},
): Promise<CreatedAgents> {
  const problems = addressProblems(pool);
  if (problems.length > 0) {
    throw withoutStack(new InputError(problems.join('; ')));
  }
  const run = agentRun(context);
  const facts: CloudInitFacts = {
    deployment: run.spec.name,
    namespace: run.namespace,
    pool,
    software: agentSoftware(run.spec, run.cluster),
  };
  const { storageClass } = await agentImage(run, pool.image);
  const there = await machinesOf(run, pool.pool);
  const { existing, missing } = poolMachines(
    run.spec.name,
    pool,
    new Set(there.keys()),
  );
  const manifests = missing.map(machine =>
    agentVirtualMachine(run.spec.name, pool, machine, {
      namespace: run.namespace,
      storageClass,
      task: run.task,
    }),
  );
  await refuseForeignMachines(run, manifests);
  await refuseTakenAddresses(run, missing);
  const joining = await notYetJoined(run, existing);
  tellKept(run, pool, existing, there);
  const unwritten = [...joining, ...missing];
  if (unwritten.length > 0) {
    const registration = {
      manager: run.names.host,
      token: await managerToken(context),
    };
    warnOfUnchecked(run, facts.software);
    for (const machine of unwritten) {
      await applyOwned(
        run,
        resources.secrets,
        cloudInitSecret(facts, machine, registration),
      );
      // its VM at once: a rollback knows what belongs to the task by the VMs
      const manifest = manifests.find(
        ({ metadata }) => metadata.name === machine.name,
      );
      if (manifest) {
        await applyOwned(run, resources.virtualMachines, manifest);
      }
    }
  }
  const names = {
    created: missing.map(({ name }) => name),
    kept: existing.map(({ name }) => name),
  };
  if (run.dryRun || unwritten.length === 0) {
    return { ...names, agents: [] };
  }
  return { ...names, ...(await bringUp(run, unwritten, facts, { enable })) };
}

/** Before any Secret is written: a token has no business beside somebody else's VM. */
async function refuseForeignMachines(
  run: AgentRun,
  manifests: readonly Manifest[],
): Promise<void> {
  for (const manifest of manifests) {
    const { name, namespace } = manifest.metadata;
    const there = await read(run, resources.virtualMachines, name, namespace);
    if (there) {
      refuseForeign(run, manifest, there);
    }
  }
}

/** VMs of an earlier run that ended before they had joined. */
async function notYetJoined(
  run: AgentRun,
  machines: readonly AgentMachine[],
): Promise<AgentMachine[]> {
  const left: AgentMachine[] = [];
  for (const machine of machines) {
    try {
      const { metadata } = await run.client.get(
        resources.secrets,
        machine.secret,
        { namespace: run.namespace, metadataOnly: true, signal: run.signal },
      );
      if (metadata.annotations?.[JOINED_ANNOTATION] === 'true') {
        continue;
      }
    } catch (error) {
      if (!isKubeError(error, 'notFound')) {
        throw error;
      }
    }
    left.push(machine);
  }
  return left;
}

/** An address that an agent has already would lead sessions astray. */
async function refuseTakenAddresses(
  run: AgentRun,
  missing: readonly AgentMachine[],
): Promise<void> {
  const wanted = missing.flatMap(({ address }) => address ?? []);
  if (wanted.length === 0 || !run.kasmApi) {
    return;
  }
  const view = await viewAgents(run.kasmApi, run.names.ref, run.signal);
  if (!view.seen) {
    run.progress.warn(
      `Whether the addresses are free cannot be seen: ${view.why}`,
    );
    return;
  }
  const taken = wanted.filter(address =>
    view.agents.some(({ hostname }) => hostname === address),
  );
  if (taken.length > 0) {
    throw withoutStack(
      new InputError(
        `Kasm has an agent at ${taken.join(
          ', ',
        )} already: choose other addresses, or delete its record in Kasm (Infrastructure, Docker Agents)`,
      ),
    );
  }
}

/** Says what stays, and where it differs from what was asked for. */
function tellKept(
  run: AgentRun,
  pool: AgentPool,
  existing: readonly AgentMachine[],
  there: ReadonlyMap<string, VirtualMachine>,
): void {
  for (const { name } of existing) {
    const domain = there.get(name)?.spec?.template?.spec?.domain;
    const differs =
      domain?.cpu?.cores !== pool.cores ||
      domain?.resources?.limits?.memory !== pool.memory;
    run.progress.line(
      `VirtualMachine ${run.namespace}/${name} is there and stays${
        differs
          ? ' with the size that it has: to change it, add new ones and remove it'
          : ''
      }`,
    );
  }
  if (existing.length > pool.count) {
    run.progress.warn(
      `Pool ${pool.pool} has ${existing.length} VMs, more than the ${pool.count} asked for: remove some with kasm:agents:delete`,
    );
  }
}
