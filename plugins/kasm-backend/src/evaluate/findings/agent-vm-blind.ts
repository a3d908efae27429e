import { command } from '../command';
import { rule } from './rule';

const HOLD = 300;

export const agentVmBlind = rule('agent-vm-blind', 'agentVms', context => {
  const { agentCluster, agentNamespace } = context.deployment;
  return (context.sights.agentVms.facts?.vms ?? [])
    .filter(
      ({ wanted, printableStatus, guestAgent, address }) =>
        wanted &&
        printableStatus === 'Running' &&
        (guestAgent === false || (guestAgent === true && !address)),
    )
    .map(({ name, readySince, createdAt, guestAgent }) => ({
      severity: 'warning',
      subject: name,
      title: `${name} has no guest agent: its address is unknown`,
      since: readySince ?? createdAt,
      hold: HOLD,
      evidence: [
        guestAgent
          ? 'The guest agent is connected and tells no address.'
          : 'The guest agent is not connected.',
      ],
      remedy: [
        [
          'Install and enable qemu-guest-agent in the image or by cloud-init.',
          command`kubectl --context ${agentCluster} -n ${agentNamespace} get vmi ${name} -o yaml`,
        ],
      ],
    }));
});
