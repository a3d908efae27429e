/** What is wrong with virtual machines. */
export interface MachineDisturbances {
  /** Virtual machines that are not started again, by `namespace/name`. */
  stopped: Set<string>;
}

/** Nothing is. */
export const noMachineDisturbances = (): MachineDisturbances => ({
  stopped: new Set(),
});
