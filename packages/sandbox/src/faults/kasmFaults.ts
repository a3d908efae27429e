import type { DeploymentFault } from './DeploymentFault';

/** What goes wrong inside Kasm: agents, sessions, zones, images, licences. */
export const kasmFaults: DeploymentFault[] = [];
