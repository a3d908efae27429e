import type { KasmDeploymentSpec } from '@kasm-portal/backstage-plugin-kasm-common/spec';
import {
  findCluster,
  type ClusterConfig,
  type KasmConfig,
  type KubeClient,
  type KubeClients,
} from '@kasm-portal/backstage-plugin-kasm-node';

/** Where a deployment's agent VMs live. */
export interface AgentPlace {
  readonly cluster: ClusterConfig;
  readonly namespace: string;
  /** Speaks with the writer's credential of that cluster. */
  readonly client: KubeClient;
}

/**
 * Asked only when agents are worked on: many a cluster of agents has no writer, and a deployment
 * without agent VMs does not need one.
 *
 * @throws InputError when the cluster is unknown, or the portal has no writer for it
 */
export function agentPlaceOf(
  config: KasmConfig,
  clients: KubeClients,
  { agents }: KasmDeploymentSpec,
): AgentPlace | undefined {
  return agents.cluster && agents.namespace
    ? {
        cluster: findCluster(config, agents.cluster),
        namespace: agents.namespace,
        client: clients.client(agents.cluster),
      }
    : undefined;
}
