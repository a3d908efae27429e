import type { FaultInfo } from '../Sandbox';

/** A fault as it is defined; the registry knows whether it is active. */
export interface Fault {
  id: string;
  title: string;
  /** What it does, in one sentence. */
  description: string;
  /** Of the faults at one place only one is active: the later one takes over. */
  place?: string;
  /** Whether it can hit another installation than the seeded one. */
  takesTarget: boolean;
  /** Undoing what was injected; undefined target means the seeded installation. */
  inject(target: string | undefined): void;
  heal(target: string | undefined): void;
}

/** Somebody asked for a fault that there is not; the message names those there are. */
export class UnknownFaultError extends Error {
  readonly name = 'UnknownFaultError';
}

/** The faults of one sandbox, and which of them are active. */
export interface FaultRegistry {
  list(): FaultInfo[];
  /** Throws UnknownFaultError, or what the cluster says when the target is not there. */
  inject(id: string, target?: string): FaultInfo;
  /** Heals one fault, or all; healing what is not active does nothing. */
  heal(id?: string): FaultInfo[];
}

export function createFaultRegistry(faults: Fault[]): FaultRegistry {
  const active = new Map<string, { target: string | undefined }>();

  const known = (id: string): Fault => {
    const fault = faults.find(candidate => candidate.id === id);
    if (!fault) {
      throw new UnknownFaultError(
        `There is no fault '${id}'. Known faults: ${faults
          .map(each => each.id)
          .join(', ')}`,
      );
    }
    return fault;
  };
  const info = (fault: Fault): FaultInfo => ({
    id: fault.id,
    title: fault.title,
    description: fault.description,
    active: active.has(fault.id),
  });
  const healOne = (fault: Fault): FaultInfo => {
    const injected = active.get(fault.id);
    if (injected) {
      fault.heal(injected.target);
      active.delete(fault.id);
    }
    return info(fault);
  };

  return {
    list: () => faults.map(info),
    inject(id, target) {
      const fault = known(id);
      if (target !== undefined && !fault.takesTarget) {
        throw new RangeError(
          `Fault '${id}' concerns a whole cluster and takes no target`,
        );
      }
      const before = active.get(id);
      if (before && before.target === target) return info(fault);
      for (const other of faults) {
        const inTheWay =
          other === fault ||
          (fault.place !== undefined && other.place === fault.place);
        if (inTheWay) healOne(other);
      }
      fault.inject(target);
      active.set(id, { target });
      return info(fault);
    },
    heal: id => (id === undefined ? faults.map(healOne) : [healOne(known(id))]),
  };
}
