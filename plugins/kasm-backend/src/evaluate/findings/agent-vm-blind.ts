import { checkInOf } from '../agents/checkIn';
import { agentRows } from '../agents/rows';
import { command } from '../command';
import { rule, type Found } from './rule';

const HOLD = 300;

export const agentVmBlind = rule('agent-vm-blind', 'agentVms', context => {
  const { agentCluster, agentNamespace } = context.deployment;
  return agentRows(context).flatMap(({ vm, agent }) => {
    const blind =
      vm?.wanted &&
      vm.printableStatus === 'Running' &&
      (vm.guestAgent === false || (vm.guestAgent === true && !vm.address));
    if (!vm || !blind) {
      return [];
    }
    const checksIn = agent && checkInOf(agent, context) === 'fresh';
    return [
      {
        // An agent with an address of its own works without.
        severity: checksIn ? 'info' : 'warning',
        subject: vm.name,
        title: `${vm.name} has no guest agent: its address is unknown`,
        since: vm.readySince ?? vm.createdAt,
        hold: HOLD,
        evidence: [
          vm.guestAgent
            ? 'The guest agent is connected and tells no address.'
            : 'The guest agent is not connected.',
          checksIn ? 'Kasm hears from the agent nevertheless.' : undefined,
        ],
        remedy: [
          [
            'Install and enable qemu-guest-agent in the image or by cloud-init.',
            command`kubectl --context ${agentCluster} -n ${agentNamespace} get vmi ${vm.name} -o yaml`,
          ],
        ],
      } satisfies Found,
    ];
  });
});
