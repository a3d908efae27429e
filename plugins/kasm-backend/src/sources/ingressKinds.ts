import {
  clusterText,
  type KubeObject,
  resources,
} from '@kasm-portal/backstage-plugin-kasm-node';
import type { TransportFacts } from '../observation/Observation';
import type { RouteRule, WatchedRoute } from './routeRules';
import type { Watched } from './Watched';

/** Of each list that somebody may have made long. */
const MOST = 20;
/** Characters of a rule that are looked at. */
const LONGEST_RULE = 2000;

type RawService = {
  name?: string;
  port?: number | string;
  scheme?: string;
  serversTransport?: string;
};

type RawRule = {
  match?: string;
  services?: RawService[];
  middlewares?: Array<{ name?: string; namespace?: string }>;
};

type RawIngressRoute = {
  spec?: {
    ingressClassName?: string;
    entryPoints?: string[];
    routes?: RawRule[];
    tls?: { secretName?: string };
  };
};

/** @internal */
export const ingressRoutes: Watched<WatchedRoute> = {
  resource: resources.ingressRoutes,
  project(object) {
    const { metadata, spec } = object as KubeObject & RawIngressRoute;
    const routes = spec?.routes ?? [];
    const rules = routes.slice(0, MOST).map(ruleOf);
    return {
      kind: 'IngressRoute',
      name: metadata.name,
      hosts: rules.flatMap(({ hosts }) => hosts),
      anyHost: rules.some(({ anyHost }) => anyHost) || undefined,
      rules,
      entryPoints: texts(spec?.entryPoints),
      ingressClass: clusterText(
        spec?.ingressClassName ??
          metadata.annotations?.['kubernetes.io/ingress.class'],
        253,
      ),
      tlsSecret: clusterText(spec?.tls?.secretName, 253),
      middlewares: routes
        .flatMap(({ middlewares }) => middlewares ?? [])
        .slice(0, MOST)
        .flatMap(
          ({ name, namespace }) =>
            clusterText(namespace ? `${namespace}/${name}` : name, 253) ?? [],
        ),
    };
  },
};

function ruleOf({ match, services }: RawRule): RouteRule {
  const [service] = services ?? [];
  const rule = (match ?? '').slice(0, LONGEST_RULE);
  const hosts = hostsOf(rule);
  return {
    hosts,
    anyHost: /\bHostRegexp\(/.test(rule) || (rule !== '' && hosts.length === 0),
    // What asks for more than a host and any path is a part of it, such as its API.
    root:
      !/\b(Path|PathRegexp|Headers?|HeaderRegexp|Method|Query|QueryRegexp|ClientIP)\(/.test(
        rule.replace(/\bPathPrefix\(\s*[`"]\/[`"]\s*\)/g, ''),
      ) && !/\bPathPrefix\(\s*[`"]\/[^`"]/.test(rule),
    service: clusterText(service?.name, 63),
    port:
      typeof service?.port === 'number'
        ? service.port
        : clusterText(service?.port, 63),
    scheme: clusterText(service?.scheme, 10),
    serversTransport: clusterText(service?.serversTransport, 253),
  };
}

/** Hosts of a Traefik rule: ``Host(`a`, `b`) && …``. */
function hostsOf(rule: string): string[] {
  const calls = rule.match(/\bHost\([^)]{0,500}\)/g);
  return (calls ?? []).flatMap(call =>
    Array.from(call.matchAll(/[`"]([^`"]{1,253})[`"]/g)).flatMap(
      ([, host]) => clusterText(host, 253)?.toLowerCase() ?? [],
    ),
  );
}

function texts(values: string[] | undefined): string[] {
  return (values ?? [])
    .slice(0, MOST)
    .flatMap(value => clusterText(value, 253) ?? []);
}

/** @internal */
export const serversTransports: Watched<TransportFacts> = {
  resource: resources.serversTransports,
  project(object) {
    const { metadata, spec } = object as KubeObject & {
      spec?: {
        insecureSkipVerify?: boolean;
        serverName?: string;
        rootCAs?: Array<{ secret?: string; configMap?: string }>;
        rootCAsSecrets?: string[];
      };
    };
    return {
      name: metadata.name,
      insecureSkipVerify: spec?.insecureSkipVerify === true,
      serverName: clusterText(spec?.serverName, 253),
      rootCAs: texts([
        ...(spec?.rootCAsSecrets ?? []),
        ...(spec?.rootCAs ?? []).flatMap(
          ({ secret, configMap }) => secret ?? configMap ?? [],
        ),
      ]),
    };
  },
};
