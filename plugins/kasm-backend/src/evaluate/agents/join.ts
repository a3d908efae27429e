import { isIP } from 'node:net';
import type { KasmAgentFacts } from '../../observation/Observation';
import { moment } from '../Ages';
import { addressesOf, isHidden, type Vm } from './machines';

type Keys<T> = (item: T) => string[];

const lower = (texts: Array<string | undefined>) =>
  texts.flatMap(text => text?.toLowerCase() ?? []);

const registered: Keys<KasmAgentFacts> = ({ hostname }) => lower([hostname]);

/** The first label of a host name; addresses have none. */
const short = (names: string[]) =>
  names.filter(name => isIP(name) === 0).map(name => name.split('.')[0]);

/** The ways in which a VM and an agent may be known to be the same, the surest first. */
const WAYS: Array<[Keys<Vm>, Keys<KasmAgentFacts>]> = [
  [vm => lower(addressesOf(vm)), registered],
  [vm => lower(vm.lastAddresses ?? []), registered],
  [vm => lower([vm.hostname]), registered],
  [vm => short(lower([vm.hostname])), agent => short(registered(agent))],
];

/**
 * Which agent runs in which VM (`kasm.md` §4.5): by any address of any of its interfaces, else by its
 * host name. What several VMs have, such as the address of Docker's own bridge, tells nothing.
 */
export function join(
  vms: readonly Vm[],
  agents: readonly KasmAgentFacts[],
): Map<Vm, KasmAgentFacts> {
  const joined = new Map<Vm, KasmAgentFacts>();
  const taken = new Set<KasmAgentFacts>();
  const pair = (vm: Vm, agent: KasmAgentFacts) => {
    joined.set(vm, agent);
    taken.add(agent);
  };
  const inOrder = [...agents].sort(likelierFirst);
  for (const [keysOfVm, keysOfAgent] of WAYS) {
    const left = inOrder.filter(one => !taken.has(one));
    if (left.length === 0) {
      break;
    }
    const owners = uniqueOwners(vms, keysOfVm);
    for (const agent of left) {
      const vm = keysOfAgent(agent)
        .map(key => owners.get(key))
        .find(owner => owner && !joined.has(owner));
      if (vm) {
        pair(vm, agent);
      }
    }
  }
  const [vm, ...otherVms] = vms.filter(
    one => !joined.has(one) && hasNoAddress(one),
  );
  const [agent, ...otherAgents] = inOrder.filter(one => !taken.has(one));
  // One of each is left, and it was there when the agent was heard of last.
  if (
    vm &&
    agent &&
    otherVms.length + otherAgents.length === 0 &&
    vm.ours === true &&
    (moment(agent.lastCheckIn) ?? -Infinity) >= (moment(vm.createdAt) ?? 0)
  ) {
    pair(vm, agent);
  }
  return joined;
}

/** None that an agent would register with from where it is. */
function hasNoAddress(vm: Vm): boolean {
  return (
    isHidden(vm) || (addressesOf(vm).length === 0 && !vm.lastAddresses?.length)
  );
}

function uniqueOwners(vms: readonly Vm[], keys: Keys<Vm>): Map<string, Vm> {
  const owners = new Map<string, Vm | undefined>();
  for (const vm of vms) {
    for (const key of new Set(keys(vm))) {
      owners.set(key, owners.has(key) ? undefined : vm);
    }
  }
  return new Map(
    [...owners].flatMap(
      ([key, vm]): Array<[string, Vm]> => (vm ? [[key, vm]] : []),
    ),
  );
}

/** An agent that registers anew may leave its old record behind. */
function likelierFirst(a: KasmAgentFacts, b: KasmAgentFacts): number {
  const rank = ({ status, lastCheckIn }: KasmAgentFacts) =>
    (status === 'running' ? 1e15 : 0) + (moment(lastCheckIn) ?? 0);
  return rank(b) - rank(a) || (a.id < b.id ? -1 : Number(a.id > b.id));
}
