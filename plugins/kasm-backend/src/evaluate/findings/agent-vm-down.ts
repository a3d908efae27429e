import { ON_THE_WAY } from '../agents';
import { command } from '../command';
import { rule } from './rule';

/** Starting and going take a while; longer than this is a failure. */
const PATIENCE = 15 * 60;

/** Statuses that mean: it does not run and will not by itself. */
const DOWN =
  /^(Stopped|CrashLoopBackOff|ImagePullBackOff|DataVolumeError|Err.*)$/;

export const agentVmDown = rule('agent-vm-down', 'agentVms', context => {
  const { agentCluster, agentNamespace } = context.deployment;
  return (context.sights.agentVms.facts?.vms ?? [])
    .filter(({ wanted, printableStatus, readySince, createdAt }) => {
      if (!wanted) {
        return false;
      }
      return (
        DOWN.test(printableStatus) ||
        (ON_THE_WAY.includes(printableStatus) &&
          context.ages.olderThan(readySince ?? createdAt, PATIENCE))
      );
    })
    .map(({ name, printableStatus, reason, readySince, node }) => ({
      // Whether the others have room is not known, so it is not claimed.
      severity: 'error',
      subject: name,
      title: `Agent VM ${name} is not running: ${printableStatus}`,
      since: readySince,
      evidence: [reason, node ? `It was on node ${node}.` : undefined],
      remedy: [
        [
          'Look at the VMs.',
          command`kubectl --context ${agentCluster} -n ${agentNamespace} get vm,vmi`,
        ],
        [
          'Start it.',
          command`virtctl --context ${agentCluster} start ${name} -n ${agentNamespace}`,
        ],
        ['When it does not start, check quota, image and node on Harvester.'],
      ],
    }));
});
