import {
  clusterText,
  type KubeObject,
  resources,
} from '@kasm-portal/backstage-plugin-kasm-node';
import { DEPLOYMENT_LABEL } from '@kasm-portal/backstage-plugin-kasm-common';
import type { AgentVmFacts } from '../observation/Observation';
import { coresOf, memoryOf, networksOf, type MachineSpec } from './machineSpec';
import { runIntent, type IntentStatus } from './runIntent';
import { condition, type Condition, type Watched } from './Watched';

type Vm = AgentVmFacts['vms'][number];

export interface WatchedVm
  extends Omit<
    Vm,
    'ours' | 'node' | 'address' | 'addresses' | 'lastAddresses' | 'guestAgent'
  > {
  /** Deployment that its label names. */
  deployment?: string;
}

/** Harvester halts a VM that its quota has no room for, and says so: nobody wanted it stopped. */
const OVER_QUOTA = 'harvesterhci.io/insufficient-resource-quota';

interface MachineStatus extends IntentStatus {
  ready?: boolean;
  conditions?: Condition[];
  startFailure?: { consecutiveFailCount?: number };
}

/** @internal */
export const virtualMachines: Watched<WatchedVm> = {
  resource: resources.virtualMachines,
  project(object) {
    const { metadata, spec, status } = object as KubeObject & {
      spec?: {
        runStrategy?: string;
        running?: boolean;
        template?: { spec?: MachineSpec };
      };
      status?: MachineStatus;
    };
    const machine = spec?.template?.spec ?? {};
    const ready = condition(status?.conditions, 'Ready');
    const overQuota = clusterText(metadata.annotations?.[OVER_QUOTA]);
    const failure = startFailureOf(status);
    const { wanted, shutDown } = runIntent(spec, status);
    return {
      name: metadata.name,
      createdAt: metadata.creationTimestamp ?? '',
      deployment: metadata.labels?.[DEPLOYMENT_LABEL],
      // KubeVirt calls a guest by its VM's name unless it is told another.
      hostname: clusterText(machine.hostname, 253) ?? metadata.name,
      cores: coresOf(machine),
      memory: memoryOf(machine),
      networks: networksOf(machine),
      startFailure: failure,
      quotaRefusal: overQuota,
      ...(shutDown && { shutDown }),
      wanted: overQuota !== undefined || wanted,
      printableStatus: clusterText(status?.printableStatus, 60) ?? 'Unknown',
      ready: status?.ready ?? ready?.status === 'True',
      readySince: ready?.lastTransitionTime,
      reason:
        overQuota ??
        failure ??
        (ready?.status === 'True'
          ? undefined
          : clusterText(ready?.message) ?? clusterText(ready?.reason)),
    };
  },
};

/** Why it does not start, from its conditions: the instance's are mirrored there. */
function startFailureOf(status: MachineStatus | undefined): string | undefined {
  const failure = condition(status?.conditions, 'Failure');
  if (failure?.status === 'True') {
    return clusterText(failure.message);
  }
  for (const type of ['Synchronized', 'PodScheduled', 'DataVolumesReady']) {
    const found = condition(status?.conditions, type);
    if (found?.status === 'False') {
      return clusterText(found.message) ?? clusterText(found.reason);
    }
  }
  return status?.startFailure?.consecutiveFailCount
    ? 'It ended soon after its last start, and KubeVirt waits before the next.'
    : undefined;
}

export interface WatchedVmInstance {
  name: string;
  node?: string;
  address?: string;
  addresses: string[];
  cores?: number;
  guestAgent: boolean;
}

/** A guest with many containers tells the addresses of their networks, too. */
const MOST_ADDRESSES = 16;

/** @internal */
export const virtualMachineInstances: Watched<WatchedVmInstance> = {
  resource: resources.virtualMachineInstances,
  project(object) {
    const { metadata, status } = object as KubeObject & {
      status?: {
        nodeName?: string;
        interfaces?: Array<{ ipAddress?: string; ipAddresses?: string[] }>;
        currentCPUTopology?: {
          cores?: number;
          sockets?: number;
          threads?: number;
        };
        conditions?: Condition[];
      };
    };
    const addresses = (status?.interfaces ?? [])
      .flatMap(({ ipAddress, ipAddresses }) => [
        ipAddress,
        ...(Array.isArray(ipAddresses) ? ipAddresses : []),
      ])
      .flatMap(address => clusterText(address, 45)?.toLowerCase() ?? []);
    return {
      name: metadata.name,
      node: clusterText(status?.nodeName, 253),
      address: clusterText(
        status?.interfaces?.find(({ ipAddress }) => ipAddress)?.ipAddress,
        45,
      ),
      addresses: [...new Set(addresses)].slice(0, MOST_ADDRESSES),
      cores: coresOf({ domain: { cpu: status?.currentCPUTopology } }),
      guestAgent:
        condition(status?.conditions, 'AgentConnected')?.status === 'True',
    };
  },
};
