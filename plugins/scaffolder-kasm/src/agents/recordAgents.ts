import { isDeepStrictEqual } from 'node:util';
import type {
  AgentPool,
  DeploymentDescriptor,
} from '@kasm-portal/backstage-plugin-kasm-common/spec';
import type { RunContext } from '../run/RunContext';
import { saveDescriptor } from '../run/ownDescriptor';

/**
 * Keeps in the descriptor where the agents live, so that the portal sees them, and what their pool is,
 * so that a later change of the deployment does not take it for another. The first pool is the one
 * that is kept; further ones are their VMs.
 */
export async function recordAgents(
  run: RunContext,
  descriptor: DeploymentDescriptor,
  change: { pool: AgentPool } | { left: number; of: string } | 'place',
): Promise<void> {
  const known = descriptor.spec.agents.pool;
  const agents = {
    cluster: run.spec.agents.cluster,
    namespace: run.spec.agents.namespace,
    pool: poolAfter(known, change),
  };
  if (isDeepStrictEqual(defined(descriptor.spec.agents), defined(agents))) {
    return;
  }
  await saveDescriptor(run, {
    ...descriptor,
    spec: { ...descriptor.spec, agents: defined(agents) },
  });
}

function poolAfter(
  known: AgentPool | undefined,
  change: { pool: AgentPool } | { left: number; of: string } | 'place',
): AgentPool | undefined {
  if (change === 'place') {
    return known;
  }
  return 'pool' in change ? grown(known, change.pool) : shrunk(known, change);
}

function grown(known: AgentPool | undefined, pool: AgentPool): AgentPool {
  return !known || known.pool === pool.pool ? pool : known;
}

function shrunk(
  known: AgentPool | undefined,
  { left, of }: { left: number; of: string },
): AgentPool | undefined {
  if (!known || known.pool !== of) {
    return known;
  }
  return left > 0 ? { ...known, count: left } : undefined;
}

function defined<T extends object>(value: T): T {
  return Object.fromEntries(
    Object.entries(value).filter(([, member]) => member !== undefined),
  ) as T;
}
