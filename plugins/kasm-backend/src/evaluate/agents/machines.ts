import type { AgentVmFacts } from '../../observation/Observation';

export type Vm = AgentVmFacts['vms'][number];

/** On their way, by KubeVirt's `printableStatus`. */
export const ON_THE_WAY = [
  'Provisioning',
  'Starting',
  'Stopping',
  'Terminating',
  'WaitingForVolumeBinding',
  'WaitingForReceiver',
];

/** Runs and is ready; migrating is running. */
export function runs(vm: Vm): boolean {
  return (
    (vm.printableStatus === 'Running' || vm.printableStatus === 'Migrating') &&
    vm.ready
  );
}

/** What is known of its addresses now. */
export function addressesOf(vm: Vm): string[] {
  return vm.addresses ?? (vm.address ? [vm.address] : []);
}

/** Whether nothing outside its own cluster reaches it. */
export function isHidden(vm: Vm): boolean {
  const networks = vm.networks ?? [];
  return (
    networks.length > 0 &&
    networks.every(({ pod, binding }) => pod || binding === 'masquerade')
  );
}
