import type { Clock } from '../../Clock';
import type { ClusterStore, StoredObject } from '../../apiserver/ClusterStore';
import { ingressRouteRouters } from './ingressRouteRouters';
import { ingressRouters } from './ingressRouters';
import { LoadedCertificates } from './LoadedCertificates';
import { ReadyPods } from './ReadyPods';
import type { Route } from './Route';
import type { RoutedRequest } from './RoutedRequest';
import { RouterTable } from './RouterTable';
import { routeRequest } from './routeRequest';
import { readyEndpoints } from './servers';
import { servedCertificate, type Shown } from './servedCertificate';
import {
  staticConfiguration,
  type StaticConfiguration,
  type TraefikContainer,
} from './staticConfiguration';
import type { TraefikDisturbances } from './traefikDisturbances';
import { INGRESS_ROUTES, INGRESSES, TRAEFIK } from './traefikResources';

/** The one address of the sandbox's public host. */
export const PUBLIC_ADDRESS = '127.0.0.1';

/** Traefik, as those see it who connect to it. */
export interface Traefik {
  /** Where a request goes, as of now. */
  route(request: RoutedRequest): Route;
  /** The certificate for a host that a client names. */
  certificate(host: string): Shown;
  /** Milliseconds within which a request has to be there; 0 for ever. */
  readTimeout(entryPoint: string): number;
  /** Whether a Service of a component leads to a pod that is ready. */
  isReady(
    target: { namespace: string; release: string },
    component: string,
  ): boolean;
  /** Whether anybody answers at the public address. */
  isReachable(): boolean;
  /** Tells when that may have changed. Returns what ends it. */
  onReachable(listener: () => void): () => void;
  stop(): void;
}

const NOTHING: StaticConfiguration = {
  entryPoints: new Map(),
  gateway: false,
  insecureSkipVerify: false,
};

/** Plays RKE2's Traefik: what it makes of routes and their surroundings. */
export function startTraefik(
  store: ClusterStore,
  clock: Clock,
  disturbances: TraefikDisturbances,
): Traefik {
  const listeners = new Set<() => void>();
  const tell = () => listeners.forEach(listener => listener());
  const table = new RouterTable();
  const loaded = new LoadedCertificates(store);
  const own = new ReadyPods(
    store,
    ({ metadata }) =>
      metadata.namespace === TRAEFIK.namespace &&
      metadata.labels?.['app.kubernetes.io/name'] === TRAEFIK.name
        ? TRAEFIK.name
        : undefined,
    tell,
  );
  const follow = (
    resource: string,
    routersOf: (object: StoredObject) => ReturnType<typeof ingressRouters>,
  ) =>
    store.subscribe(resource, ({ type, object }) => {
      if (type === 'DELETED') {
        table.remove(object);
      } else {
        table.put(object, routersOf(object));
      }
    });
  const unsubscribe = [
    follow(INGRESS_ROUTES, ingressRouteRouters),
    follow(INGRESSES, ingressRouters),
    store.subscribe('services', ({ object: { metadata } }) => {
      if (
        metadata.namespace === TRAEFIK.namespace &&
        metadata.name === TRAEFIK.name
      ) {
        tell();
      }
    }),
    disturbances.onChange(tell),
  ];
  let turn = 0;
  let known: { container: unknown; configuration: StaticConfiguration } = {
    container: undefined,
    configuration: NOTHING,
  };

  /** Of the pod that has been ready for longest, as long as a change is rolled out. */
  function configuration(): StaticConfiguration {
    const container: TraefikContainer | undefined = own.of(TRAEFIK.name)[0]
      ?.spec.containers[0];
    if (container && container !== known.container) {
      known = { container, configuration: understood(container) };
    }
    return container ? known.configuration : NOTHING;
  }

  return {
    route(request) {
      turn += 1;
      return routeRequest(
        {
          store,
          configuration: configuration(),
          table,
          loaded,
          now: clock.now(),
          turn,
        },
        request,
      );
    },
    certificate: host => servedCertificate(store, table, configuration(), host),
    readTimeout: name =>
      configuration().entryPoints.get(name)?.readTimeout ?? 0,
    isReady: (target, component) => hasEndpoints(store, target, component),
    isReachable: () =>
      own.has(TRAEFIK.name) &&
      !disturbances.unreachable &&
      isAddressed(store.get('services', TRAEFIK.namespace, TRAEFIK.name)),
    onReachable(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    stop() {
      unsubscribe.forEach(end => end());
      [loaded, own].forEach(each => each.stop());
      listeners.clear();
    },
  };
}

function understood(container: TraefikContainer): StaticConfiguration {
  try {
    return staticConfiguration(container);
  } catch {
    // A real one would not have started.
    return NOTHING;
  }
}

function hasEndpoints(
  store: ClusterStore,
  { namespace, release }: { namespace: string; release: string },
  component: string,
): boolean {
  return store
    .list('services', {
      namespace,
      labels: {
        'app.kubernetes.io/instance': release,
        'app.kubernetes.io/component': component,
      },
    })
    .some(service => readyEndpoints(store, service).length > 0);
}

/** Whether the load balancer has Traefik at the public address; without one the nodes' ports count. */
function isAddressed(service: StoredObject | undefined): boolean {
  const ingress: Array<{ ip?: string }> =
    service?.status?.loadBalancer?.ingress ?? [];
  return (
    ingress.length === 0 || ingress.some(({ ip }) => ip === PUBLIC_ADDRESS)
  );
}
