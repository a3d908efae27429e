import type {
  ControlPlaneFacts,
  DeploymentFacts,
  LogSignature,
} from '../observation/Observation';
import type { ClusterViews } from './ClusterViews';
import { deployments, type WatchedDeployment } from './deployments';
import { pods, type WatchedPod } from './pods';
import { createSource, type Source } from './Source';

/**
 * Kasm's own Deployments and pods, by the labels of their release.
 *
 * @internal
 */
export function watchControlPlane(options: {
  views: ClusterViews;
  deployment: DeploymentFacts;
  signatures: () => LogSignature[];
  changed: () => void;
}): Source<ControlPlaneFacts> {
  const { views, deployment, signatures, changed } = options;
  const scope = { namespace: deployment.namespace };
  const relevant = ({ instance }: { instance?: string }) =>
    instance === deployment.release;
  const workloadView = views.view<WatchedDeployment>(deployments, scope, {
    relevant,
    changed,
  });
  const podView = views.view<WatchedPod>(pods, scope, { relevant, changed });

  return createSource<ControlPlaneFacts>({
    needed: [workloadView, podView],
    read() {
      const workloads = workloadView.items().sort(byName);
      const members = podView.items().sort(byName);
      return {
        facts: { workloads, pods: members, signatures: signatures() },
        empty: workloads.length === 0 && members.length === 0,
      };
    },
  });
}

/** Reflectors keep the order of arrival; replicas must agree on the document. */
export function byName(a: { name: string }, b: { name: string }): number {
  if (a.name === b.name) {
    return 0;
  }
  return a.name < b.name ? -1 : 1;
}
