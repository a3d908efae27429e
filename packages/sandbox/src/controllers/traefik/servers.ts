import type { ClusterStore, StoredObject } from '../../apiserver/ClusterStore';
import { resolve } from './references';
import type { Router, ServiceReference, StickyCookie } from './Router';
import type { StaticConfiguration } from './staticConfiguration';
import { SLICES, TRAEFIK_SERVICES, TRANSPORTS } from './traefikResources';

/** One pod that a route leads to. */
export interface Server {
  pod: StoredObject;
  address: string;
  /** Number of the port in the pod. */
  port: number;
  scheme: string;
  /** Undefined where Traefik's own defaults count. */
  transport?: StoredObject;
}

/** What is behind a route. */
export type Backend =
  /** Traefik drops the route. */
  { dropped: string } | { servers: Server[]; sticky?: StickyCookie };

interface Look {
  store: ClusterStore;
  configuration: StaticConfiguration;
  router: Router;
}

/** The servers behind a route, or why Traefik drops it. */
export function backendOf(look: Look): Backend {
  const { services } = look.router;
  if (services.length === 0) {
    return { dropped: 'the service is missing on the router' };
  }
  return together(services.map(service => serversOf(look, service)));
}

/** One service that cannot be had takes the whole route with it. */
function together(backends: Backend[]): Backend {
  const servers: Server[] = [];
  let sticky: StickyCookie | undefined;
  for (const backend of backends) {
    if ('dropped' in backend) {
      return backend;
    }
    servers.push(...backend.servers);
    sticky ??= backend.sticky;
  }
  return { servers, ...(sticky ? { sticky } : {}) };
}

function serversOf(look: Look, reference: ServiceReference): Backend {
  const { store, configuration, router } = look;
  const { provider } = router;
  const { allowCrossNamespace = false, allowEmptyServices = false } =
    configuration[provider] ?? {};
  const isPlain = reference.kind === undefined || reference.kind === 'Service';
  const found = resolve(
    store,
    isPlain ? 'services' : TRAEFIK_SERVICES,
    reference,
    router,
    allowCrossNamespace,
  );
  if ('problem' in found) {
    return { dropped: found.problem };
  }
  if (!isPlain) {
    const { weighted } = found.object.spec ?? {};
    const namespace = found.object.metadata.namespace!;
    return together(
      (weighted?.services ?? [])
        .filter((each: ServiceReference) => each.weight !== 0)
        .map((each: ServiceReference) =>
          serversOf({ ...look, router: { ...router, namespace } }, each),
        ),
    );
  }
  const transport = transportOf(look, reference, allowCrossNamespace);
  if ('dropped' in transport) {
    return transport;
  }
  const service = found.object;
  const port = portOf(service, reference.port);
  if (!port) {
    return { dropped: `service port not found: ${reference.port}` };
  }
  const scheme = schemeOf(reference, port);
  const servers = readyPods(store, service).map(({ pod, address }) => ({
    pod,
    address,
    port: targetPort(pod, port),
    scheme,
    transport: transport.object,
  }));
  if (servers.length === 0 && !allowEmptyServices) {
    return { dropped: 'subset not found' };
  }
  return { servers, sticky: reference.sticky?.cookie };
}

function transportOf(
  { store, router }: Look,
  { serversTransport }: ServiceReference,
  allowCrossNamespace: boolean,
): { dropped: string } | { object?: StoredObject } {
  if (!serversTransport) {
    return {};
  }
  const found = resolve(
    store,
    TRANSPORTS,
    { name: serversTransport },
    router,
    allowCrossNamespace,
  );
  return 'problem' in found ? { dropped: found.problem } : found;
}

interface ServicePort {
  name?: string;
  port: number;
  targetPort?: number | string;
  appProtocol?: string;
}

function portOf(
  service: StoredObject,
  wanted: number | string | undefined,
): ServicePort | undefined {
  const ports: ServicePort[] = service.spec.ports ?? [];
  return wanted === undefined && ports.length === 1
    ? ports[0]
    : ports.find(
        each =>
          each.port === Number(wanted) ||
          (each.name !== undefined && each.name === wanted),
      );
}

function schemeOf({ scheme }: ServiceReference, port: ServicePort): string {
  return (
    scheme ??
    (port.port === 443 || port.name?.startsWith('https') ? 'https' : 'http')
  );
}

function targetPort(pod: StoredObject, port: ServicePort): number {
  const wanted = port.targetPort ?? port.port;
  if (typeof wanted === 'number') {
    return wanted;
  }
  const named = (pod.spec.containers as any[])
    .flatMap(({ ports = [] }) => ports)
    .find(({ name }) => name === wanted);
  return named?.containerPort ?? port.port;
}

/** The endpoints of a Service that are ready, as its EndpointSlices tell. */
export function readyEndpoints(
  store: ClusterStore,
  { metadata }: StoredObject,
): any[] {
  const { namespace, name } = metadata;
  const own = store.get(SLICES, namespace, name);
  const slices = own
    ? [own]
    : store.list(SLICES, {
        namespace,
        labels: { 'kubernetes.io/service-name': name },
      });
  return slices
    .flatMap(({ endpoints }) => endpoints ?? [])
    .filter(({ conditions }) => conditions?.ready !== false);
}

function readyPods(
  store: ClusterStore,
  service: StoredObject,
): Array<{ pod: StoredObject; address: string }> {
  const { namespace } = service.metadata;
  return readyEndpoints(store, service).flatMap(({ addresses, targetRef }) => {
    const pod = targetRef && store.get('pods', namespace, targetRef.name);
    return pod ? [{ pod, address: addresses[0] }] : [];
  });
}
