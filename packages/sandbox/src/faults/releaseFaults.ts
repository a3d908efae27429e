import type { DeploymentFault } from './DeploymentFault';

/** What goes wrong with the Helm release and what it made. */
export const releaseFaults: DeploymentFault[] = [];
