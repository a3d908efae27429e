/** How many addresses of each /24 are given out, and the first of them. */
const PER_NET = 240;
const FIRST = 11;

const addressAt = (index: number) =>
  `10.0.${20 + Math.floor(index / PER_NET)}.${FIRST + (index % PER_NET)}`;

/** The addresses that the agents' network leases. */
export class AddressPool {
  private readonly taken = new Map<string, string>();
  private readonly leases = new Map<string, string>();

  /** The address of a machine: its own number's when that is free, else the next that is. */
  lease(machine: string, wanted?: string): string {
    const had = this.leases.get(machine);
    if (had && (!wanted || had === wanted)) {
      return had;
    }
    this.release(machine);
    const address = wanted ?? this.nextFree(machine);
    this.leases.set(machine, address);
    this.taken.set(address, machine);
    return address;
  }

  /** The machine is gone. */
  release(machine: string): void {
    const address = this.leases.get(machine);
    this.leases.delete(machine);
    if (address && this.taken.get(address) === machine) {
      this.taken.delete(address);
    }
  }

  private nextFree(machine: string): string {
    let index = Number(/-(\d+)$/.exec(machine)?.[1] ?? 1) - 1;
    while (this.taken.has(addressAt(index))) {
      index += 1;
    }
    return addressAt(index);
  }
}
