import type { DeploymentFacts, IngressFacts } from '../observation/Observation';
import { servesHost } from '../observation/servesHost';
import { backendFacts } from './backendFacts';
import type { ClusterViews } from './ClusterViews';
import { byName } from './controlPlane';
import { endpointSlices, type WatchedEndpointSlice } from './endpointSlices';
import { httpRoutes } from './httpRoutes';
import { ingressRoutes, serversTransports } from './ingressKinds';
import { leadsFor, type WatchedRoute } from './routeRules';
import { services, type WatchedService } from './services';
import { createSource, type Source } from './Source';
import { watchTraefik } from './traefik';

/**
 * The route to the public host, what is behind it, and the Traefik that serves it.
 *
 * @internal
 */
export function watchIngress(options: {
  views: ClusterViews;
  deployment: DeploymentFacts;
  changed: () => void;
}): Source<IngressFacts> {
  const { views, deployment, changed } = options;
  const { host, release } = deployment;
  const scope = { namespace: deployment.namespace };
  const overGateway = deployment.routeKind === 'HTTPRoute';
  const routeView = views.view<WatchedRoute>(
    overGateway ? httpRoutes : ingressRoutes,
    scope,
    {
      // A route with a wrong host is still this release's: that is what has to be told.
      relevant: route => servesHost(route, host) > 0 || route.name === release,
      changed,
    },
  );
  const transportView = overGateway
    ? undefined
    : views.view(serversTransports, scope, { relevant: () => true, changed });
  /** What the proxy's Service is called in every release, and whatever a route names. */
  const leadsIn = (name: string | undefined) =>
    name !== undefined &&
    (/proxy/.test(name) ||
      routeView
        .items()
        .some(({ rules }) => rules.some(({ service }) => service === name)));
  const serviceView = views.view<WatchedService>(services, scope, {
    relevant: ({ name }) => leadsIn(name),
    changed,
  });
  const sliceView = views.view<WatchedEndpointSlice>(endpointSlices, scope, {
    relevant: ({ service }) => leadsIn(service),
    changed,
  });
  const traefik = watchTraefik({ views, deployment, changed });

  return createSource<IngressFacts>({
    // A transport that cannot be seen must not look like one that is missing.
    needed: [routeView, ...(transportView ? [transportView] : [])],
    optional: [serviceView, sliceView, ...traefik.views],
    read() {
      const [found] = routeView
        .items()
        .sort(
          (a, b) => rank(b, deployment) - rank(a, deployment) || byName(a, b),
        );
      const route = found && leadsFor(found, host);
      const service = serviceView
        .items()
        .find(({ name }) => name === route?.service);
      return {
        facts: {
          route,
          serversTransports: (transportView?.items() ?? []).sort(byName),
          backend:
            route?.service && isSeen(serviceView)
              ? backendFacts(
                  service,
                  isSeen(sliceView) ? sliceView.items() : undefined,
                )
              : undefined,
          traefik: traefik.facts(),
        },
        empty: route === undefined,
      };
    },
  });
}

/**
 * Which of several routes is the deployment's: what names its host, then what is named like it; of
 * those that share a host the one on its entry point, for another may only lead there from http.
 */
function rank(
  route: WatchedRoute,
  { host, release, entryPoint }: DeploymentFacts,
): number {
  const { entryPoints, name } = route;
  const serves = servesHost(route, host);
  return (
    (serves > 1 ? serves * 4 : 0) +
    (entryPoints.length === 0 || entryPoints.includes(entryPoint) ? 2 : 0) +
    (name === release ? 3 : 0)
  );
}

/** What is not seen now neither accuses nor acquits. */
function isSeen({ state }: { state: { state: string } }): boolean {
  return state.state === 'ok' || state.state === 'empty';
}
