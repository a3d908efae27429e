import { DEPLOYMENT_LABEL } from '@kasm-portal/backstage-plugin-kasm-common';
import {
  resources,
  type KubeObject,
} from '@kasm-portal/backstage-plugin-kasm-node';
import type { AgentRun } from './agentRun';

/** A VirtualMachineInstance, as far as it is looked at. */
export interface Instance extends KubeObject {
  status?: {
    phase?: string;
    interfaces?: Array<{ ipAddress?: string; ipAddresses?: string[] }>;
    conditions?: Array<{ type: string; status: string }>;
  };
}

/** What runs of a deployment's agent VMs, by name. */
export async function instancesOf(
  run: AgentRun,
  signal: AbortSignal = run.signal,
): Promise<Map<string, Instance>> {
  const { items } = await run.client.list<Instance>(
    resources.virtualMachineInstances,
    {
      namespace: run.namespace,
      labelSelector: `${DEPLOYMENT_LABEL}=${run.spec.name}`,
      signal,
    },
  );
  return new Map(items.map(item => [item.metadata.name, item]));
}

const IPV4 = /^\d{1,3}(\.\d{1,3}){3}$/;

/** The addresses that a guest told; only what looks like one is ever shown. */
export function addressesOf(instance: Instance | undefined): string[] {
  return (instance?.status?.interfaces ?? [])
    .flatMap(({ ipAddress, ipAddresses = [] }) => [ipAddress, ...ipAddresses])
    .filter((address): address is string => IPV4.test(address ?? ''));
}

/** Whether the guest's agent has spoken: cloud-init has read its data by then. */
export function isConnected(instance: Instance | undefined): boolean {
  return (instance?.status?.conditions ?? []).some(
    ({ type, status }) => type === 'AgentConnected' && status === 'True',
  );
}
