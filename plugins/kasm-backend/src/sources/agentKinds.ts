import {
  clusterText,
  type KubeObject,
  resources,
} from '@kasm-portal/backstage-plugin-kasm-node';
import type { AgentVmFacts } from '../observation/Observation';
import { condition, type Condition, type Watched } from './Watched';

export type WatchedVm = Omit<
  AgentVmFacts['vms'][number],
  'node' | 'address' | 'guestAgent'
>;

/** Strategies under which KubeVirt keeps a VM running. Manual and Halted leave it to people. */
const RUNNING_STRATEGIES = ['Always', 'RerunOnFailure', 'Once'];

/** Harvester halts a VM that its quota has no room for, and says so: nobody wanted it stopped. */
const OVER_QUOTA = 'harvesterhci.io/insufficient-resource-quota';

/** @internal */
export const virtualMachines: Watched<WatchedVm> = {
  resource: resources.virtualMachines,
  project(object) {
    const { metadata, spec, status } = object as KubeObject & {
      spec?: { runStrategy?: string; running?: boolean };
      status?: {
        printableStatus?: string;
        ready?: boolean;
        conditions?: Condition[];
        startFailure?: { consecutiveFailCount?: number };
      };
    };
    const ready = condition(status?.conditions, 'Ready');
    const failure = condition(status?.conditions, 'Failure');
    const overQuota = clusterText(metadata.annotations?.[OVER_QUOTA]);
    return {
      name: metadata.name,
      createdAt: metadata.creationTimestamp ?? '',
      wanted:
        overQuota !== undefined ||
        (spec?.running ?? RUNNING_STRATEGIES.includes(spec?.runStrategy ?? '')),
      printableStatus: clusterText(status?.printableStatus, 60) ?? 'Unknown',
      ready: status?.ready ?? ready?.status === 'True',
      readySince: ready?.lastTransitionTime,
      reason:
        overQuota ??
        (failure?.status === 'True'
          ? clusterText(failure.message)
          : undefined) ??
        (ready?.status === 'True'
          ? undefined
          : clusterText(ready?.message) ?? clusterText(ready?.reason)),
    };
  },
};

export interface WatchedVmInstance {
  name: string;
  node?: string;
  address?: string;
  guestAgent: boolean;
}

/** @internal */
export const virtualMachineInstances: Watched<WatchedVmInstance> = {
  resource: resources.virtualMachineInstances,
  project(object) {
    const { metadata, status } = object as KubeObject & {
      status?: {
        nodeName?: string;
        interfaces?: Array<{ ipAddress?: string }>;
        conditions?: Condition[];
      };
    };
    return {
      name: metadata.name,
      node: clusterText(status?.nodeName, 253),
      address: clusterText(
        status?.interfaces?.find(({ ipAddress }) => ipAddress)?.ipAddress,
        45,
      ),
      guestAgent:
        condition(status?.conditions, 'AgentConnected')?.status === 'True',
    };
  },
};
