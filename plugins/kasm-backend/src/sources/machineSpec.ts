import { clusterText } from '@kasm-portal/backstage-plugin-kasm-node';
import type { VmNetwork } from '../observation/Observation';
import { quantity } from './quantity';

/** Of `spec.template.spec` of a VirtualMachine: what is looked at. */
export interface MachineSpec {
  hostname?: string;
  domain?: {
    cpu?: { cores?: number; sockets?: number; threads?: number };
    memory?: { guest?: string };
    resources?: {
      limits?: Record<string, string>;
      requests?: Record<string, string>;
    };
    devices?: { interfaces?: Array<{ name?: string; [binding: string]: any }> };
  };
  networks?: Array<{ name?: string; pod?: object; multus?: object }>;
}

const BINDINGS = ['bridge', 'masquerade', 'sriov', 'passt', 'macvtap', 'slirp'];

/** Cores as the guest sees them; undefined when the specification leaves them to KubeVirt. */
export function coresOf({ domain }: MachineSpec): number | undefined {
  const { cpu, resources } = domain ?? {};
  if (cpu?.cores || cpu?.sockets || cpu?.threads) {
    return (cpu.cores || 1) * (cpu.sockets || 1) * (cpu.threads || 1);
  }
  const limit = quantity(resources?.limits?.cpu);
  return limit !== undefined && limit >= 1 ? Math.round(limit) : undefined;
}

/** Bytes of the guest's memory. */
export function memoryOf({ domain }: MachineSpec): number | undefined {
  const { memory, resources } = domain ?? {};
  const bytes = quantity(
    memory?.guest ?? resources?.limits?.memory ?? resources?.requests?.memory,
  );
  return bytes === undefined ? undefined : Math.round(bytes);
}

/** The networks that a machine is on; one that says nothing is on the pod network. */
export function networksOf({ domain, networks }: MachineSpec): VmNetwork[] {
  const cards = domain?.devices?.interfaces ?? [];
  return (networks ?? [{ name: 'default', pod: {} }])
    .slice(0, 8)
    .map(network => {
      const card = cards.find(({ name }) => name === network.name);
      return {
        name: clusterText(network.name, 63) ?? '',
        pod: network.pod !== undefined,
        binding: BINDINGS.find(binding => card?.[binding] !== undefined),
      };
    });
}
