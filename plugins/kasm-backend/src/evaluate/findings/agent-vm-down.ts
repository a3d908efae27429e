import type { Context } from '../Context';
import { ON_THE_WAY, type Vm } from '../agents/machines';
import { anotherServes, othersHaveRoom } from '../agents/othersHaveRoom';
import { agentRows } from '../agents/rows';
import { moment } from '../Ages';
import { command } from '../command';
import { rule, type Found } from './rule';

/** Starting and going take a while; longer than this is a failure. */
const PATIENCE = 15 * 60;
const HOLD = 120;

/** Seconds. On a node that is lost, or with a guest that hangs, KubeVirt goes on saying `Running`. */
const NOT_READY = 5 * 60;

/** Statuses that mean: it does not run and will not by itself. */
const DOWN =
  /^(Stopped|CrashLoopBackOff|ImagePullBackOff|DataVolumeError|Err.*)$/;

export const agentVmDown = rule('agent-vm-down', 'agentVms', context =>
  agentRows(context).flatMap(row => {
    const { vm } = row;
    if (!vm || !isDown(vm, context)) {
      return [];
    }
    const bearable =
      othersHaveRoom(context) ||
      // Somebody did that, and the others go on.
      (vm.shutDown && anotherServes(context, row));
    return [
      {
        severity: bearable ? 'warning' : 'error',
        subject: vm.name,
        title: `Agent VM ${vm.name} is not ${
          hangs(vm, context) ? 'ready, though it runs' : 'running'
        }: ${whyOf(vm, context)}`,
        since: vm.readySince,
        // A quota does not grow by waiting.
        hold: vm.quotaRefusal ? undefined : HOLD,
        evidence: [
          vm.quotaRefusal ?? vm.startFailure ?? vm.reason,
          vm.node ? `It was on node ${vm.node}.` : undefined,
          row.agent?.sessions
            ? `Sessions on it when it was seen last: ${row.agent.sessions}.`
            : undefined,
        ],
        remedy: remedyOf(vm, context),
      } satisfies Found,
    ];
  }),
);

/** Whether it should run and does not, for longer than that takes. */
export function isDown(vm: Vm, { ages }: Pick<Context, 'ages'>): boolean {
  const { wanted, printableStatus, readySince, createdAt } = vm;
  return (
    wanted &&
    (vm.quotaRefusal !== undefined
      ? printableStatus !== 'Running'
      : DOWN.test(printableStatus) ||
        (ON_THE_WAY.includes(printableStatus) &&
          ages.olderThan(readySince ?? createdAt, PATIENCE)) ||
        hangs(vm, { ages }))
  );
}

function hangs(
  { printableStatus, ready, readySince }: Vm,
  { ages }: Pick<Context, 'ages'>,
): boolean {
  return (
    printableStatus === 'Running' &&
    !ready &&
    moment(readySince) !== undefined &&
    ages.olderThan(readySince, NOT_READY)
  );
}

function whyOf(vm: Vm, context: Context): string {
  const { quotaRefusal, shutDown, printableStatus } = vm;
  if (hangs(vm, context)) {
    return 'its node or its guest does not answer';
  }
  if (quotaRefusal) {
    return 'its namespace has no quota left';
  }
  return shutDown ? 'it was shut down' : printableStatus;
}

function remedyOf(vm: Vm, { deployment }: Context): Found['remedy'] {
  const { agentCluster, agentNamespace } = deployment;
  const start: Found['remedy'][number] = [
    'Start it.',
    command`virtctl --context ${agentCluster} start ${vm.name} -n ${agentNamespace}`,
  ];
  if (vm.quotaRefusal) {
    return [
      [
        'Raise the quota of the namespace or of its project, or make room in it.',
        command`kubectl --context ${agentCluster} -n ${agentNamespace} describe resourcequotas`,
      ],
      start,
    ];
  }
  switch (vm.printableStatus) {
    case 'Running':
      return [
        [
          'See whether its node is Ready; repair it, or let Harvester start the VM on another.',
          command`kubectl --context ${agentCluster} get nodes`,
        ],
        [
          'When the node is well, the guest hangs: watch it, then restart it.',
          command`virtctl --context ${agentCluster} restart ${vm.name} -n ${agentNamespace}`,
        ],
      ];
    case 'ErrorUnschedulable':
      return [
        [
          'Make room: uncordon a node, add one, or stop what is not needed.',
          command`kubectl --context ${agentCluster} get nodes`,
        ],
      ];
    case 'ErrImagePull':
    case 'ImagePullBackOff':
      return [
        [
          'The image that VMs run in cannot be pulled: look at the events, then at the registry.',
          command`kubectl --context ${agentCluster} -n ${agentNamespace} describe vmi ${vm.name}`,
        ],
      ];
    case 'ErrorPvcNotFound':
    case 'DataVolumeError':
      return [
        [
          'Its disk is missing or was not filled: restore it, or remove the agent and add another.',
          command`kubectl --context ${agentCluster} -n ${agentNamespace} get pvc`,
        ],
      ];
    case 'CrashLoopBackOff':
      return [
        [
          'Its guest ends soon after every start: watch it boot.',
          command`virtctl --context ${agentCluster} console ${vm.name} -n ${agentNamespace}`,
        ],
      ];
    default:
      return [
        [
          'Look at the VMs.',
          command`kubectl --context ${agentCluster} -n ${agentNamespace} get vm,vmi`,
        ],
        start,
        ['When it does not start, check quota, image and node on Harvester.'],
      ];
  }
}
