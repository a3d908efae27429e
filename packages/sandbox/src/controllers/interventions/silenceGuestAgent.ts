import { MACHINES } from '../kubeVirt/machineResources';
import type { Controllers } from '../startControllers';
import { once, type Heal } from './Heal';
import { pathOf, present, type Place } from './Place';

/**
 * The guest agent in a machine says nothing any more: its address is not known.
 *
 * @public
 */
export function silenceGuestAgent(
  { harvester, disturbances, virtualMachines }: Controllers,
  place: Place,
): Heal {
  const { silent } = disturbances.machines;
  const { namespace, name } = place;
  present(harvester, MACHINES, place, 'VirtualMachine');
  silent.add(pathOf(place));
  virtualMachines.look(namespace, name);
  return once(() => {
    silent.delete(pathOf(place));
    virtualMachines.look(namespace, name);
  });
}
