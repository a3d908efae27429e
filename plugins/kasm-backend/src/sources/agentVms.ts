import type { AgentVmFacts, DeploymentFacts } from '../observation/Observation';
import { virtualMachineInstances, virtualMachines } from './agentKinds';
import type { ClusterViews } from './ClusterViews';
import { byName } from './controlPlane';
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
  changed: () => void;
}): Source<AgentVmFacts> {
  const { views, deployment, changed } = options;
  if (!views || !deployment.agentNamespace) {
    return absentSource('The deployment names no cluster for agents');
  }
  const scope = { namespace: deployment.agentNamespace };
  const interest = { relevant: () => true, changed };
  const vmView = views.view(virtualMachines, scope, interest);
  const instanceView = views.view(virtualMachineInstances, scope, interest);

  return createSource<AgentVmFacts>({
    needed: [vmView],
    optional: [instanceView],
    read() {
      const instances = new Map(
        instanceView.items().map(instance => [instance.name, instance]),
      );
      const vms = vmView
        .items()
        .sort(byName)
        .map(vm => {
          const instance = instances.get(vm.name);
          return {
            ...vm,
            node: instance?.node,
            address: instance?.address,
            guestAgent: instance?.guestAgent,
          };
        });
      return { facts: { vms }, empty: vms.length === 0 };
    },
  });
}
