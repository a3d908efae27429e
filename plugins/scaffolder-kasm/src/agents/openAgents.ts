import { ConflictError, InputError } from '@backstage/errors';
import type { DeploymentDescriptor } from '@kasm-portal/backstage-plugin-kasm-common/spec';
import type { Deadlines } from '../run/deadlines';
import { existingDeployment } from '../run/existingDeployment';
import type { Started } from '../run/kasmAction';
import { openDeployment } from '../run/openDeployment';
import type { RunContext } from '../run/RunContext';
import { refusing, withoutStack } from '../run/withoutStack';

/** Whose agents, and where they are when the deployment itself does not say. */
export interface AgentsAsked {
  cluster: string;
  name: string;
  agentCluster?: string;
  agentNamespace?: string;
  deadlines: Deadlines;
}

/**
 * A deployment whose agents are worked on, as its descriptor describes it.
 *
 * @throws NotFoundError, ConflictError, InputError
 */
export async function openAgents(
  started: Started,
  asked: AgentsAsked,
): Promise<{ run: RunContext; descriptor: DeploymentDescriptor }> {
  const descriptor = await existingDeployment(started, asked);
  const { spec, state } = descriptor;
  if (state !== 'active') {
    throw withoutStack(
      new ConflictError(
        `${asked.cluster}/${asked.name} is ${
          state === 'retired' ? 'removed' : 'still being created'
        }: agents belong to a deployment that runs`,
      ),
    );
  }
  const { cluster, namespace } = spec.agents;
  const wanted = {
    cluster: asked.agentCluster ?? cluster,
    namespace: asked.agentNamespace ?? namespace,
  };
  if (
    cluster &&
    (wanted.cluster !== cluster || wanted.namespace !== namespace)
  ) {
    throw withoutStack(
      new InputError(
        `The agents of ${spec.cluster}/${spec.name} live in ${cluster}/${namespace}: leave out agentCluster and agentNamespace`,
      ),
    );
  }
  if (!wanted.cluster || !wanted.namespace) {
    throw withoutStack(
      new InputError(
        `It is not known where the agents of ${spec.cluster}/${spec.name} live: name agentCluster and agentNamespace`,
      ),
    );
  }
  const run = refusing(() =>
    openDeployment(
      started,
      { ...spec, agents: { ...spec.agents, ...wanted } },
      asked.deadlines,
    ),
  );
  return { run, descriptor };
}
