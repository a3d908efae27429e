import {
  leaveNoQuota,
  leaveNoRoom,
  refuseLauncherPulls,
  removeDisk,
} from '../controllers/interventions/keepMachineFromStarting';
import {
  churnMachines,
  removeMachines,
} from '../controllers/interventions/removeMachines';
import { silenceGuestAgent } from '../controllers/interventions/silenceGuestAgent';
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
  {
    id: 'agent-vm-down.crashing',
    title: 'Agent VM in a crash loop',
    description: 'The guest of the first agent VM dies whenever it starts.',
    inject: (controllers, hit) => ({
      heal: stopMachine(controllers, hit.agent(), 'crashes'),
    }),
  },
  {
    id: 'agent-vm-down.unschedulable',
    title: 'No node for an agent VM',
    description:
      'Every node of Harvester is cordoned, and the first agent VM is restarted.',
    inject: (controllers, hit) => ({
      heal: leaveNoRoom(controllers, hit.agent()),
    }),
  },
  {
    id: 'agent-vm-down.quota',
    title: 'No quota for an agent VM',
    description:
      "The agents' namespace gets a small quota, and Harvester halts the first agent VM.",
    inject: (controllers, hit) => ({
      heal: leaveNoQuota(controllers, hit.agent()),
    }),
  },
  {
    id: 'agent-vm-down.image',
    title: 'Image of VMs cannot be pulled',
    description:
      'The image that VMs run in cannot be pulled, and the first agent VM is restarted.',
    inject: (controllers, hit) => ({
      heal: refuseLauncherPulls(controllers, hit.agent()),
    }),
  },
  {
    id: 'agent-vm-down.pvc',
    title: 'Disk of an agent VM is gone',
    description:
      'The disk of the first agent VM is deleted, and the VM is restarted.',
    inject: (controllers, hit) => ({
      heal: removeDisk(controllers, hit.agent()),
    }),
  },
  {
    id: 'agent-vm-blind',
    title: 'Guest agent silent',
    description:
      'The guest agent of the first agent VM says nothing any more; its address is unknown.',
    inject: (controllers, hit) => ({
      heal: silenceGuestAgent(controllers, hit.agent()),
    }),
  },
  {
    id: 'agents-none',
    title: 'No agent VMs',
    description: 'Every agent VM of the deployment is deleted.',
    inject: (controllers, hit) => ({
      heal: removeMachines(controllers, hit.agent().namespace),
    }),
  },
  {
    id: 'agent-vm-churn',
    title: 'Agent VMs come and go',
    description:
      'Every minute an agent VM is made and destroyed 20 seconds later, as by an autoscaler in a loop.',
    inject: (controllers, hit) => ({
      heal: churnMachines(controllers, hit.agent()),
    }),
  },
];
