import type { KubeClient } from '@kasm-portal/backstage-plugin-kasm-node';
import type {
  ControlPlaneFacts,
  DeploymentFacts,
  LogSignature,
} from '../observation/Observation';
import { claims, type WatchedClaim } from './claims';
import type { ClusterViews, View } from './ClusterViews';
import { deployments, type WatchedDeployment } from './deployments';
import { exposuresOf } from './exposures';
import { NamespaceWatch } from './NamespaceWatch';
import { nodes, type WatchedNode } from './nodes';
import { pods, type WatchedPod } from './pods';
import { ScaleUps } from './scaleUps';
import { services, type WatchedService } from './services';
import { createSource, type Source } from './Source';
import { statefulSets } from './statefulSets';
import { UsageWatch } from './UsageWatch';
import {
  newestWarnings,
  ONLY_WARNINGS,
  warnings,
  type WatchedWarning,
} from './warnings';

/**
 * Kasm's own workloads and pods, by the labels of their release, and what tells why they are as they
 * are. Only the first two are needed: without the others less is known, and nothing is wrong for that.
 *
 * @internal
 */
export function watchControlPlane(options: {
  views: ClusterViews;
  client: KubeClient;
  deployment: DeploymentFacts;
  signatures: () => LogSignature[];
  changed: () => void;
}): Source<ControlPlaneFacts> {
  const { views, client, deployment, signatures, changed } = options;
  const scope = { namespace: deployment.namespace };
  const relevant = ({ instance }: { instance?: string }) =>
    instance === deployment.release;
  const of = `release/${deployment.release}`;
  const workloadView = views.view<WatchedDeployment>(deployments, scope, {
    of,
    relevant,
    changed,
  });
  const podView = views.view<WatchedPod>(pods, scope, {
    of,
    relevant,
    changed,
  });
  const setView = views.view<WatchedDeployment>(statefulSets, scope, {
    of,
    relevant,
    changed,
  });
  // The namespace is this deployment's alone.
  const all = { relevant: () => true, changed };
  const warningView = views.view<WatchedWarning | undefined>(
    warnings,
    { ...scope, fieldSelector: ONLY_WARNINGS },
    all,
  );
  const claimView = views.view<WatchedClaim>(claims, scope, all);
  const serviceView = views.view<WatchedService>(services, scope, all);
  const nodeView = views.view<WatchedNode>(
    nodes,
    {},
    { relevant: ({ cordoned }) => cordoned, changed },
  );
  const scaleUps = new ScaleUps({ views, scope, changed });
  const { namespace, release } = deployment;
  const place = new NamespaceWatch({ client, namespace, changed });
  const usage = new UsageWatch({ client, namespace, release, changed });
  if (deployment.state !== 'retired') {
    usage.start();
  }

  let goneSince: string | undefined;
  const source = createSource<ControlPlaneFacts>({
    needed: [workloadView, podView],
    optional: [setView, warningView, claimView, serviceView, nodeView],
    read() {
      const workloads = [...workloadView.items(), ...setView.items()].sort(
        byName,
      );
      const members = podView.items().sort(byName);
      const left = workloads.length === 0 && members.length > 0;
      goneSince = left ? goneSince ?? new Date().toISOString() : undefined;
      return {
        facts: {
          workloads,
          workloadsGoneSince: goneSince,
          pods: members,
          statefulSetsSeen: setView.wasRead,
          signatures: signatures(),
          warnings: seen(warningView) && newestWarnings(warningView.items()),
          claims: seen(claimView) && claimView.items().sort(byName),
          scaleUps: scaleUps.of(members),
          exposures:
            seen(serviceView) && exposuresOf(serviceView.items(), members),
          cordoned: seen(nodeView) && cordonedOf(nodeView.items()),
          namespace: place.facts(workloads.length === 0),
          usage: usage.usage,
        },
        empty: workloads.length === 0 && members.length === 0,
      };
    },
  });
  return {
    ...source,
    stop() {
      source.stop();
      scaleUps.stop();
      place.stop();
      usage.stop();
    },
  };
}

/** More cordoned nodes than these are told as many. */
const MOST_NODES = 50;

/** Whether what a view says is known, now or from before: what it never read is unknown, not empty. */
function seen(view: View<unknown>): true | undefined {
  return view.wasRead || undefined;
}

/** All of the cluster: who was drained has left its node by now. */
function cordonedOf(cordoned: WatchedNode[]): ControlPlaneFacts['cordoned'] {
  return cordoned
    .sort(byName)
    .slice(0, MOST_NODES)
    .map(({ name, cordonedSince }) => ({ node: name, since: cordonedSince }));
}

/** Reflectors keep the order of arrival; replicas must agree on the document. */
export function byName(a: { name: string }, b: { name: string }): number {
  if (a.name === b.name) {
    return 0;
  }
  return a.name < b.name ? -1 : 1;
}
