import {
  agentNetworkData,
  agentUserData,
  deploymentLabels,
  POOL_LABEL,
  type AgentMachine,
  type AgentRegistration,
  type AgentSoftware,
  type Manifest,
} from '@kasm-portal/backstage-plugin-kasm-common/manifests';
import type { AgentPool } from '@kasm-portal/backstage-plugin-kasm-common/spec';
import { stringify } from 'yaml';

/** On the Secret of a VM that has joined: the token is not in it any more. */
export const JOINED_ANNOTATION = 'kasm-portal/joined';

/** What the Secrets of a pool's VMs are made from. */
export interface CloudInitFacts {
  deployment: string;
  namespace: string;
  pool: AgentPool;
  software: AgentSoftware;
}

/**
 * The Secret with what a VM's cloud-init is told. Without a registration it is that of a VM which has
 * joined: the volume needs it at every later boot, but not the token.
 */
export function cloudInitSecret(
  { deployment, namespace, pool, software }: CloudInitFacts,
  machine: AgentMachine,
  registration?: AgentRegistration,
): Manifest {
  const network = agentNetworkData(machine, pool);
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: {
      name: machine.secret,
      namespace,
      labels: { ...deploymentLabels(deployment), [POOL_LABEL]: pool.pool },
      ...(!registration && { annotations: { [JOINED_ANNOTATION]: 'true' } }),
    },
    type: 'Opaque',
    data: {
      userdata: encode(
        `#cloud-config\n${yaml(
          agentUserData(machine, pool, software, registration),
        )}`,
      ),
      ...(network && { networkdata: encode(yaml(network)) }),
    },
  };
}

/**
 * cloud-init reads YAML 1.1, in which `yes`, `12:30` and `1_000` are not texts: every text is quoted,
 * and none is folded.
 */
export function yaml(value: object): string {
  return stringify(value, {
    version: '1.1',
    defaultStringType: 'QUOTE_DOUBLE',
    defaultKeyType: 'PLAIN',
    lineWidth: 0,
    aliasDuplicateObjects: false,
  });
}

function encode(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64');
}
