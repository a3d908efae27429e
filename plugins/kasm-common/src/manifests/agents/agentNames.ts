import type { AgentPool } from '../../spec/agentPool';

/**
 * Label of an agent VM: the pool it belongs to.
 *
 * @public
 */
export const POOL_LABEL = 'kasm-portal/pool';

/**
 * Annotation of an agent VM: the scaffolder task that made it.
 *
 * @public
 */
export const TASK_ANNOTATION = 'kasm-portal/task';

/**
 * Most VMs that a pool can have.
 *
 * @public
 */
export const LARGEST_POOL = 50;

/**
 * One agent VM and what it is called.
 *
 * @public
 */
export interface AgentMachine {
  name: string;
  /** Counted from 1. */
  number: number;
  /** Secret with what cloud-init is told. */
  secret: string;
  /** PersistentVolumeClaim of its one disk. */
  disk: string;
  /** Fixed address; absent with DHCP. */
  address?: string;
}

/**
 * Names of one VM of a pool: at most 50 characters, so that what derives from them fits 63.
 *
 * @public
 */
export function agentMachine(
  deployment: string,
  pool: AgentPool['pool'],
  number: number,
): AgentMachine {
  const name = `${deployment}-${pool}-${number}`;
  return {
    name,
    number,
    secret: `${name}-cloudinit`,
    disk: `${name}-rootdisk`,
  };
}

/**
 * The VMs of a pool, with their addresses where those are fixed.
 *
 * @public
 */
export function agentMachines(
  deployment: string,
  pool: AgentPool,
): AgentMachine[] {
  return Array.from({ length: pool.count }, (_, index) => {
    const machine = agentMachine(deployment, pool.pool, index + 1);
    return pool.addresses.method === 'static'
      ? { ...machine, address: addressAfter(pool.addresses.first, index) }
      : machine;
  });
}

/**
 * Why a pool's addresses cannot be right, one sentence each; empty when they can.
 *
 * @public
 */
export function addressProblems({ addresses, count }: AgentPool): string[] {
  if (addresses.method !== 'static') {
    return [];
  }
  const { first, gateway, prefixLength } = addresses;
  const size = 2 ** (32 - prefixLength);
  const network = Math.floor(numberOf(first) / size) * size;
  const last = numberOf(first) + count - 1;
  const subnet = `${textOf(network)}/${prefixLength}`;
  const problems: string[] = [];
  if (numberOf(first) === network || last >= network + size - 1) {
    problems.push(
      `addresses.first: ${count} addresses from ${first} on do not fit in ${subnet}`,
    );
  }
  const gate = numberOf(gateway);
  if (gate <= network || gate >= network + size - 1) {
    problems.push(`addresses.gateway: ${gateway} is not in ${subnet}`);
  } else if (gate >= numberOf(first) && gate <= last) {
    problems.push(
      `addresses.gateway: ${gateway} is among the addresses of the VMs, ${first} to ${textOf(
        last,
      )}`,
    );
  }
  return problems;
}

function addressAfter(first: string, steps: number): string {
  return textOf(numberOf(first) + steps);
}

function numberOf(address: string): number {
  return address
    .split('.')
    .reduce((number, octet) => number * 256 + Number(octet), 0);
}

function textOf(number: number): string {
  return [24, 16, 8, 0]
    .map(bits => Math.floor(number / 2 ** bits) % 256)
    .join('.');
}
