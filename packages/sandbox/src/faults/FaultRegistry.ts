import type { FaultInfo } from '../Sandbox';

/** A fault that is active. */
export interface Injection {
  /** For what takes a moment after the injection. */
  done?: Promise<void>;
  heal(): void | Promise<void>;
  /** For what passes by itself: whether it has, so that it may be injected again. */
  isOver?(): boolean;
}

/** A fault as it is defined; the registry knows whether it is active. */
export interface Fault {
  id: string;
  title: string;
  /** What it does, in one sentence. */
  description: string;
  /** What kind of thing it hits, for those who choose from a list. */
  area: string;
  /** Of the faults at one place only one is active: the later one takes over. */
  place?: string;
  /** Whether it can hit another deployment than the seeded one. */
  takesTarget: boolean;
  /** Undefined target means the seeded deployment. Throws at once when it cannot be done. */
  inject(target: string | undefined): Injection;
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
  /** Resolves when everything asked for so far is done. */
  settled(): Promise<void>;
}

/** @internal */
export function createFaultRegistry(faults: Fault[]): FaultRegistry {
  const active = new Map<
    string,
    { target: string | undefined; injection: Injection }
  >();
  let pending: Promise<void> = Promise.resolve();

  const follow = (work: void | Promise<void>) => {
    if (!work) return;
    pending = Promise.all([pending, work]).then(
      () => {},
      error =>
        process.emitWarning(`A fault failed: ${error}`, 'SandboxWarning'),
    );
  };
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
  const isActive = (fault: Fault): boolean => {
    const found = active.get(fault.id);
    return found !== undefined && !found.injection.isOver?.();
  };
  const info = (fault: Fault): FaultInfo => {
    const target = active.get(fault.id)?.target;
    return {
      id: fault.id,
      title: fault.title,
      description: fault.description,
      area: fault.area,
      takesTarget: fault.takesTarget,
      active: isActive(fault),
      ...(isActive(fault) && target !== undefined ? { target } : {}),
    };
  };
  const healOne = (fault: Fault): FaultInfo => {
    const found = active.get(fault.id);
    if (found) {
      active.delete(fault.id);
      follow(found.injection.heal());
    }
    return info(fault);
  };
  const isInTheWayOf = (fault: Fault) => (other: Fault) =>
    other === fault ||
    (fault.place !== undefined && other.place === fault.place);

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
      if (isActive(fault) && before?.target === target) return info(fault);
      faults.filter(isInTheWayOf(fault)).forEach(healOne);
      const injection = fault.inject(target);
      follow(injection.done);
      active.set(id, { target, injection });
      return info(fault);
    },
    heal: id => (id === undefined ? faults.map(healOne) : [healOne(known(id))]),
    settled: () => pending,
  };
}
