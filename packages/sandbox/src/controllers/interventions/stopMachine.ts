import { INSTANCES, MACHINES } from '../kubeVirt/machineResources';
import { withCondition } from '../machinery/conditions';
import { recordEvent } from '../machinery/recordEvent';
import type { Controllers } from '../startControllers';
import { once, type Heal } from './Heal';
import { pathOf, present, type Place } from './Place';

/**
 * Stops an agent's virtual machine from inside, as a guest's shutdown does: it is wanted running and
 * stays stopped until healed.
 *
 * @public
 */
export function stopMachine(controllers: Controllers, place: Place): Heal {
  const { harvester, clock, disturbances, virtualMachines } = controllers;
  const { namespace, name } = place;
  const machine = present(harvester, MACHINES, place, 'VirtualMachine');
  disturbances.machines.stopped.add(pathOf(place));
  harvester.updateStatus(INSTANCES, namespace, name, status =>
    Object.assign(status, {
      phase: 'Succeeded',
      interfaces: [],
      conditions: withCondition(
        [],
        {
          type: 'Ready',
          status: 'False',
          reason: 'PodTerminating',
          message: 'virt-launcher pod is terminating',
        },
        clock.now(),
      ),
    }),
  );
  recordEvent(harvester, clock, machine, {
    reason: 'Stopped',
    message: 'The VirtualMachineInstance was shut down.',
    source: 'virt-handler',
  });
  virtualMachines.look(namespace, name);
  return once(() => {
    disturbances.machines.stopped.delete(pathOf(place));
    harvester.delete(INSTANCES, namespace, name);
    virtualMachines.look(namespace, name);
  });
}
