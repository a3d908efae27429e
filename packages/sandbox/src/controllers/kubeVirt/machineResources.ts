/** What is wanted. */
export const MACHINES = 'virtualmachines.kubevirt.io';
/** What runs. */
export const INSTANCES = 'virtualmachineinstances.kubevirt.io';
