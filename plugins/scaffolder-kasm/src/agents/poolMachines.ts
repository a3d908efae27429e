import { DEPLOYMENT_LABEL } from '@kasm-portal/backstage-plugin-kasm-common';
import {
  agentMachines,
  LARGEST_POOL,
  POOL_LABEL,
  type AgentMachine,
} from '@kasm-portal/backstage-plugin-kasm-common/manifests';
import type { AgentPool } from '@kasm-portal/backstage-plugin-kasm-common/spec';
import {
  resources,
  type KubeObject,
} from '@kasm-portal/backstage-plugin-kasm-node';
import type { AgentRun } from './agentRun';

interface CloudInitSource {
  secretRef?: { name?: string };
  networkDataSecretRef?: { name?: string };
}

/** A VirtualMachine, as far as it is looked at. */
export interface VirtualMachine extends KubeObject {
  spec?: {
    runStrategy?: string;
    template?: {
      spec?: {
        domain?: {
          cpu?: { cores?: number };
          resources?: { limits?: { memory?: string } };
        };
        volumes?: Array<{
          cloudInitNoCloud?: CloudInitSource;
          cloudInitConfigDrive?: CloudInitSource;
        }>;
      };
    };
  };
  status?: {
    ready?: boolean;
    printableStatus?: string;
    conditions?: Array<{ type: string; status: string; message?: string }>;
  };
}

/** The VMs with a deployment's label, by name; those of one pool when it is named. */
export async function machinesOf(
  run: AgentRun,
  pool?: string,
  signal: AbortSignal = run.signal,
): Promise<Map<string, VirtualMachine>> {
  const { items } = await run.client.list<VirtualMachine>(
    resources.virtualMachines,
    {
      namespace: run.namespace,
      labelSelector: [
        `${DEPLOYMENT_LABEL}=${run.spec.name}`,
        ...(pool ? [`${POOL_LABEL}=${pool}`] : []),
      ].join(','),
      signal,
    },
  );
  return new Map(items.map(item => [item.metadata.name, item]));
}

/** VMs that a pool has, and those that it still needs: the lowest numbers that are free. */
export function poolMachines(
  deployment: string,
  pool: AgentPool,
  there: ReadonlySet<string>,
): { existing: AgentMachine[]; missing: AgentMachine[] } {
  const all = agentMachines(deployment, { ...pool, count: LARGEST_POOL });
  const existing = all.filter(({ name }) => there.has(name));
  return {
    existing,
    missing: all
      .filter(({ name }) => !there.has(name))
      .slice(0, Math.max(0, pool.count - existing.length)),
  };
}
