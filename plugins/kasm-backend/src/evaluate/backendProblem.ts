import type {
  BackendFacts,
  IngressFacts,
  RouteFacts,
} from '../observation/Observation';
import type { Context } from './Context';
import { proxyPorts } from './proxyPorts';

/**
 * What is wrong with what a route leads to, in a few words; undefined when nothing is known to be.
 *
 * @param status - What the public host answers for `/`
 */
export function backendProblem(
  context: Context,
  facts: IngressFacts,
  status: number | undefined,
): string | undefined {
  const { route, backend } = facts;
  if (!route?.service) {
    return undefined;
  }
  return (
    serviceProblem(context, route.service, backend) ??
    portProblem(route, backend, proxyPorts(context)) ??
    trustProblem(facts, status)
  );
}

function serviceProblem(
  { sights }: Context,
  service: string,
  backend: BackendFacts | undefined,
): string | undefined {
  if (backend?.present === false) {
    return `there is no Service ${service}`;
  }
  const members = sights.controlPlane.facts?.pods ?? [];
  const behind = (backend?.readyPods ?? []).flatMap(name =>
    members.filter(pod => pod.name === name),
  );
  const proxies = members.filter(({ component }) => component === 'proxy');
  // What the Service leads to is known best from the pods behind it, then from what it selects.
  const components =
    behind.length > 0
      ? behind.map(({ component }) => component)
      : [backend?.component ?? guessOf(service)];
  if (!components.includes('proxy')) {
    return `${service} is not Kasm’s proxy`;
  }
  return backend?.readyPods?.length === 0 && proxies.some(({ ready }) => ready)
    ? `${service} leads to no pod, although the proxy runs`
    : undefined;
}

function guessOf(service: string): string | undefined {
  return /proxy/.test(service) ? 'proxy' : undefined;
}

function portProblem(
  route: RouteFacts,
  backend: BackendFacts | undefined,
  listens: { http: number; https: number } | undefined,
): string | undefined {
  const { service, port } = route;
  const found = backend?.ports.find(
    one => one.port === port || (one.name !== undefined && one.name === port),
  );
  if (backend?.ports.length && port !== undefined && !found) {
    return `${service} has no port ${port}`;
  }
  const target = found?.target ?? (typeof port === 'number' ? port : undefined);
  if (!listens || target === undefined) {
    return undefined;
  }
  const scheme = schemeOf(route, found);
  if (scheme === 'https' && target === listens.http) {
    return `https to the http port ${target}`;
  }
  return scheme === 'http' && target === listens.https
    ? `http to the https port ${target}`
    : undefined;
}

/** Where none is written Traefik goes by the port and its name. */
function schemeOf(
  { kind, scheme }: RouteFacts,
  port: BackendFacts['ports'][number] | undefined,
): string | undefined {
  if (scheme !== undefined) {
    return scheme;
  }
  // A Gateway may know of the backend's TLS from elsewhere.
  if (kind === 'HTTPRoute') {
    return undefined;
  }
  return port?.port === 443 || port?.name?.startsWith('https')
    ? 'https'
    : 'http';
}

/** With https behind it and a certificate that it does not trust, Traefik answers 500. */
function trustProblem(
  { route, serversTransports }: IngressFacts,
  status: number | undefined,
): string | undefined {
  const transport = serversTransports.find(
    ({ name }) => name === route?.serversTransport,
  );
  if (
    route?.scheme !== 'https' ||
    status !== 500 ||
    transport?.insecureSkipVerify
  ) {
    return undefined;
  }
  return 'it does not trust the certificate of Kasm’s proxy';
}
