import type { AgentVmFacts } from '../observation/Observation';

type Vm = AgentVmFacts['vms'][number];
type Gone = NonNullable<AgentVmFacts['gone']>[number];

/** So long is remembered what is gone, in milliseconds. */
const HALF_HOUR = 30 * 60 * 1000;
const MOST = 50;

/** Remembers of VMs what no object tells any more: that they were there, and their addresses. */
export class MachineMemory {
  private known = new Map<string, Vm>();
  private gone: Gone[];

  /** @param last - What whoever watched until now remembered. */
  constructor(
    last: AgentVmFacts | undefined,
    private readonly now: () => Date,
  ) {
    this.gone = last?.gone ?? [];
    last?.vms.forEach(vm => this.known.set(keyOf(vm), vm));
  }

  /** Takes in what is there now, and adds what it is known to have been. */
  note(vms: Vm[]): AgentVmFacts {
    const now = this.now();
    const there = new Map(
      vms.map((vm): [string, Vm] => [keyOf(vm), this.recalled(vm)]),
    );
    const vanished = [...this.known]
      .filter(([key]) => !there.has(key))
      .map(([, { name, createdAt }]) => ({
        name,
        createdAt,
        goneAt: now.toISOString(),
      }));
    this.known = there;
    this.gone = [...vanished, ...this.gone]
      .filter(({ goneAt }) => now.getTime() - Date.parse(goneAt) < HALF_HOUR)
      .slice(0, MOST);
    return {
      vms: [...there.values()],
      ...(this.gone.length > 0 && { gone: this.gone }),
    };
  }

  private recalled(vm: Vm): Vm {
    if (vm.addresses?.length) {
      return vm;
    }
    const before = this.known.get(keyOf(vm));
    const lastAddresses = before?.addresses?.length
      ? before.addresses
      : before?.lastAddresses;
    return lastAddresses ? { ...vm, lastAddresses } : vm;
  }
}

/** A VM of the same name that was made anew is another. */
function keyOf({ name, createdAt }: Vm): string {
  return `${name} ${createdAt}`;
}
