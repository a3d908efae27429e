import type { Controllers } from '../controllers/startControllers';
import { databaseFaults } from './databaseFaults';
import type { DeploymentFault } from './DeploymentFault';
import type { Fault } from './FaultRegistry';
import { ingressFaults } from './ingressFaults';
import { installationOf } from './installation';
import { kasmFaults } from './kasmFaults';
import { machineFaults } from './machineFaults';
import { podFaults } from './podFaults';
import { releaseFaults } from './releaseFaults';

/** Faults of what runs in the clusters, in the order in which they are listed. */
export const deploymentFaults: readonly DeploymentFault[] = [
  ...releaseFaults,
  ...podFaults,
  ...databaseFaults,
  ...ingressFaults,
  ...machineFaults,
  ...kasmFaults,
];

/** The same, ready to be injected into these clusters. */
export function createDeploymentFaults(controllers: Controllers): Fault[] {
  return deploymentFaults.map(({ id, title, description, shared, inject }) => ({
    id,
    title,
    description,
    takesTarget: !shared,
    inject: target => inject(controllers, installationOf(controllers, target)),
  }));
}
