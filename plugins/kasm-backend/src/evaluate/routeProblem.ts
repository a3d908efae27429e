import type {
  DeploymentFacts,
  IngressFacts,
  RouteFacts,
} from '../observation/Observation';
import { servesHost } from '../observation/servesHost';

/** Why Traefik, or a Gateway, does not serve the public host, in a few words; undefined when it should. */
export interface RouteProblem {
  text: string;
  /** What mends it, where that is one command. */
  remedy?: 'class';
}

/**
 * Compares a route with what Traefik was told: an IngressRoute has no status. An HTTPRoute has, and
 * then what its Gateway says is believed.
 *
 * @param works - Whether the public host answers: then what cannot be seen is not taken for missing
 */
export function routeProblem(
  facts: IngressFacts | undefined,
  deployment: DeploymentFacts,
  works: boolean,
): RouteProblem | undefined {
  const route = facts?.route;
  if (!route) {
    return { text: 'there is no route' };
  }
  const { host } = deployment;
  if (servesHost(route, host) === 0) {
    const hosts = route.hosts.slice(0, 3).join(', ') || 'no host';
    return { text: `the route is for ${hosts}` };
  }
  return route.kind === 'HTTPRoute'
    ? gatewayProblem(route)
    : traefikProblem(route, facts, deployment, works);
}

function gatewayProblem({
  accepted,
  refusals = [],
}: RouteFacts): RouteProblem | undefined {
  const [refusal] = refusals;
  // One Gateway that serves it is enough.
  if (refusal && (!accepted || refusal.condition === 'ResolvedRefs')) {
    return {
      text: `Gateway ${refusal.parent} says ${refusal.condition} False: ${refusal.message}`,
    };
  }
  return accepted === false
    ? { text: 'no Gateway has accepted the route' }
    : undefined;
}

function traefikProblem(
  route: RouteFacts,
  { traefik, serversTransports }: IngressFacts,
  { entryPoint, tlsSecret, namespace }: DeploymentFacts,
  works: boolean,
): RouteProblem | undefined {
  // Without the flag Traefik serves any class.
  if (traefik?.ingressClass && route.ingressClass !== traefik.ingressClass) {
    return {
      text: `the route has the class ${
        route.ingressClass ?? '(none)'
      }, Traefik serves ${traefik.ingressClass}`,
      remedy: 'class',
    };
  }
  if (traefik?.namespaces && !traefik.namespaces.includes(namespace)) {
    return { text: `Traefik does not look into namespace ${namespace}` };
  }
  const same = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();
  const points = traefik?.entryPoints ?? [];
  const unknown = route.entryPoints.find(
    one => !points.some(point => same(point, one)),
  );
  if (points.length > 0 && unknown !== undefined) {
    return { text: `Traefik has no entry point ${unknown}` };
  }
  if (
    route.entryPoints.length > 0 &&
    !route.entryPoints.some(one => same(one, entryPoint))
  ) {
    return { text: `the route is not on the entry point ${entryPoint}` };
  }
  const foreign = [route.serversTransport, ...(route.middlewares ?? [])].find(
    name => crosses(name, namespace),
  );
  if (foreign !== undefined && traefik?.allowCrossNamespace === false) {
    return {
      text: `the route refers to ${foreign}, and Traefik has not allowCrossNamespace`,
    };
  }
  const transport = route.serversTransport;
  if (
    transport &&
    !transport.includes('@') &&
    // None at all may also mean that they may not be read.
    !(works && serversTransports.length === 0) &&
    !serversTransports.some(({ name }) => name === transport)
  ) {
    return { text: `there is no ServersTransport ${transport}` };
  }
  return route.tlsSecret && route.tlsSecret !== tlsSecret
    ? {
        text: `the route uses the certificate ${route.tlsSecret}, not ${tlsSecret}`,
      }
    : undefined;
}

/** `name@kubernetescrd`, and `namespace/name` of another namespace. */
function crosses(name: string | undefined, namespace: string): boolean {
  if (name === undefined) {
    return false;
  }
  const slash = name.indexOf('/');
  return (
    name.endsWith('@kubernetescrd') ||
    (slash > 0 && name.slice(0, slash) !== namespace)
  );
}
