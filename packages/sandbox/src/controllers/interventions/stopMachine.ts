import { INSTANCES, MACHINES } from '../kubeVirt/machineResources';
import type { GuestTrouble } from '../kubeVirt/machineDisturbances';
import type { Controllers } from '../startControllers';
import { once, type Heal } from './Heal';
import { pathOf, present, type Place } from './Place';
import { startMachine } from './restartMachine';

/**
 * Makes the guest of an agent's virtual machine shut itself down, or crash whenever it starts: it is
 * wanted running and does not run until healed.
 *
 * @public
 */
export function stopMachine(
  controllers: Controllers,
  place: Place,
  trouble: GuestTrouble = 'shuts-down',
): Heal {
  const { harvester, disturbances, harvesterKubelet } = controllers;
  const { guests } = disturbances.machines;
  const { namespace, name } = place;
  present(harvester, MACHINES, place, 'VirtualMachine');
  guests.set(pathOf(place), trouble);
  const instance = harvester.get(INSTANCES, namespace, name);
  if (instance) {
    harvester
      .list('pods', { namespace, owner: instance.metadata.uid })
      .forEach(pod => harvesterKubelet.recheck(namespace, pod.metadata.name));
  }
  return once(() => {
    guests.delete(pathOf(place));
    startMachine(controllers, place);
  });
}
