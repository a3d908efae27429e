import type { DeploymentFacts, IngressFacts } from '../observation/Observation';
import type { ClusterViews } from './ClusterViews';
import { byName } from './controlPlane';
import { ingressRoutes, serversTransports } from './ingressKinds';
import { createSource, type Source } from './Source';
import {
  traefikDaemonSets,
  traefikDeployments,
  type WatchedTraefik,
} from './traefikKinds';
import { traefikFacts } from './traefikTimeouts';

/**
 * The route to the public host, and the Traefik that serves it.
 *
 * @internal
 */
export function watchIngress(options: {
  views: ClusterViews;
  deployment: DeploymentFacts;
  changed: () => void;
}): Source<IngressFacts> {
  const { views, deployment, changed } = options;
  const { host, release, ingressNamespace, ingressWorkload } = deployment;
  const scope = { namespace: deployment.namespace };
  // A route with a wrong host is still this release's: that is what has to be told.
  const routeView = views.view(ingressRoutes, scope, {
    relevant: route => route.hosts.includes(host) || route.name === release,
    changed,
  });
  const transportView = views.view(serversTransports, scope, {
    relevant: () => true,
    changed,
  });
  const traefikScope = {
    namespace: ingressNamespace,
    fieldSelector: `metadata.name=${ingressWorkload}`,
  };
  const named = {
    relevant: ({ name }: { name: string }) => name === ingressWorkload,
    changed,
  };
  const daemonSetView = views.view<WatchedTraefik>(
    traefikDaemonSets,
    traefikScope,
    named,
  );
  const deploymentView = views.view<WatchedTraefik>(
    traefikDeployments,
    traefikScope,
    named,
  );

  return createSource<IngressFacts>({
    // A transport that cannot be seen must not look like one that is missing.
    needed: [routeView, transportView],
    optional: [daemonSetView, deploymentView],
    read() {
      const routes = routeView.items().sort(byName);
      const route =
        routes.find(({ hosts }) => hosts.includes(host)) ?? routes[0];
      const workload = [...daemonSetView.items(), ...deploymentView.items()][0];
      return {
        facts: {
          route,
          serversTransports: transportView.items().sort(byName),
          traefik: workload && traefikFacts(workload, deployment.entryPoint),
        },
        empty: route === undefined,
      };
    },
  });
}
