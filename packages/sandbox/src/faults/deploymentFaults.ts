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

const AREAS: ReadonlyArray<[area: string, faults: DeploymentFault[]]> = [
  ['Release', releaseFaults],
  ['Pods', podFaults],
  ['Database', databaseFaults],
  ['Ingress', ingressFaults],
  ['Agent VMs', machineFaults],
  ['Kasm', kasmFaults],
];

/** Faults of what runs in the clusters, in the order in which they are listed. */
export const deploymentFaults: ReadonlyArray<
  DeploymentFault & { area: string }
> = AREAS.flatMap(([area, faults]) =>
  faults.map(fault => ({ ...fault, area })),
);

/** The same, ready to be injected into these clusters. */
export function createDeploymentFaults(controllers: Controllers): Fault[] {
  return deploymentFaults.map(
    ({ id, title, description, area, shared, inject }) => ({
      id,
      title,
      description,
      area,
      takesTarget: !shared,
      inject: target =>
        inject(controllers, installationOf(controllers, target)),
    }),
  );
}
