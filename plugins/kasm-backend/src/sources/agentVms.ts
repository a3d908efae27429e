import type { AgentVmFacts, DeploymentFacts } from '../observation/Observation';
import {
  virtualMachineInstances,
  virtualMachines,
  type WatchedVm,
  type WatchedVmInstance,
} from './agentKinds';
import { AGENT_WARNINGS, agentWarnings, newestOfEach } from './agentWarnings';
import type { ClusterViews } from './ClusterViews';
import { byName } from './controlPlane';
import { MachineMemory } from './MachineMemory';
import { absentSource, createSource, type Source } from './Source';

/**
 * The VMs in the agents' namespace, on whichever cluster that is.
 *
 * @internal
 */
export function watchAgentVms(options: {
  /** Of the agents' cluster. */
  views?: ClusterViews;
  deployment: DeploymentFacts;
  /** What was known to whoever watched the same place until now. */
  last?: AgentVmFacts;
  changed: () => void;
  now?: () => Date;
}): Source<AgentVmFacts> {
  const { views, deployment, last, changed, now = () => new Date() } = options;
  if (!views || !deployment.agentNamespace) {
    return absentSource('The deployment names no cluster for agents');
  }
  const scope = { namespace: deployment.agentNamespace };
  const vmView = views.view(virtualMachines, scope, {
    // Agents of several deployments may share a namespace.
    relevant: ({ deployment: of }) =>
      of === undefined || of === deployment.name,
    changed,
  });
  const instanceView = views.view(virtualMachineInstances, scope, {
    relevant: () => true,
    changed,
  });
  const warningView = views.view(
    agentWarnings,
    { ...scope, fieldSelector: AGENT_WARNINGS },
    { relevant: warning => warning !== undefined, changed },
  );
  const memory = new MachineMemory(last, now);

  return createSource<AgentVmFacts>({
    needed: [vmView],
    optional: [instanceView, warningView],
    read() {
      const instances = new Map(
        instanceView.items().map(instance => [instance.name, instance]),
      );
      const warnings = newestOfEach(warningView.items());
      const vms = vmView
        .items()
        .sort(byName)
        .map(vm =>
          machine(
            vm,
            instances.get(vm.name),
            warnings.get(vm.name),
            deployment,
          ),
        );
      return { facts: memory.note(vms), empty: vms.length === 0 };
    },
  });
}

function machine(
  { deployment: of, ...vm }: WatchedVm,
  instance: WatchedVmInstance | undefined,
  warning: string | undefined,
  deployment: DeploymentFacts,
): AgentVmFacts['vms'][number] {
  // What was said of a former start is over as soon as it runs.
  const startFailure = vm.ready ? undefined : vm.startFailure ?? warning;
  return {
    ...vm,
    startFailure,
    // Whoever made it without the label may be Kasm itself: nobody can tell.
    ...(of === deployment.name && { ours: true }),
    cores: instance?.cores ?? vm.cores,
    node: instance?.node,
    address: instance?.address,
    addresses: instance?.addresses,
    guestAgent: instance?.guestAgent,
  };
}
