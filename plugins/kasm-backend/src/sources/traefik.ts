import type { DeploymentFacts, IngressFacts } from '../observation/Observation';
import type { ClusterViews, View } from './ClusterViews';
import { services, type WatchedService } from './services';
import { traefikConfigs, type WatchedTraefikConfig } from './traefikConfigs';
import { traefikFacts } from './traefikFacts';
import {
  traefikDaemonSets,
  traefikDeployments,
  type WatchedTraefik,
} from './traefikKinds';

/**
 * Traefik's workload, its Service and its HelmChartConfig, each by its name: the reader has no more
 * rights in the ingress' namespace.
 *
 * @internal
 */
export function watchTraefik(options: {
  views: ClusterViews;
  deployment: DeploymentFacts;
  changed: () => void;
}): { views: View<any>[]; facts(): IngressFacts['traefik'] } {
  const { views, deployment, changed } = options;
  const { ingressNamespace, ingressWorkload, entryPoint } = deployment;
  const scope = {
    namespace: ingressNamespace,
    fieldSelector: `metadata.name=${ingressWorkload}`,
  };
  const named = {
    relevant: ({ name }: { name: string }) => name === ingressWorkload,
    changed,
  };
  const daemonSets = views.view<WatchedTraefik>(
    traefikDaemonSets,
    scope,
    named,
  );
  const deployments = views.view<WatchedTraefik>(
    traefikDeployments,
    scope,
    named,
  );
  const configs = views.view<WatchedTraefikConfig>(
    traefikConfigs,
    scope,
    named,
  );
  const ownServices = views.view<WatchedService>(services, scope, named);

  return {
    views: [daemonSets, deployments, configs, ownServices],
    facts() {
      const workload = [...daemonSets.items(), ...deployments.items()][0];
      return (
        workload &&
        traefikFacts(
          workload,
          entryPoint,
          configs.items()[0],
          ownServices.items()[0]?.addresses,
        )
      );
    },
  };
}
