import { stopMachine } from '../controllers/interventions/stopMachine';
import type { DeploymentFault } from './DeploymentFault';

/** What goes wrong with the agents' virtual machines on Harvester. */
export const machineFaults: DeploymentFault[] = [
  {
    id: 'agent-vm-down',
    title: 'Agent VM stopped',
    description:
      'The first agent VM of the deployment stops and does not come back.',
    inject: (controllers, hit) => ({
      heal: stopMachine(controllers, hit.agent()),
    }),
  },
];
