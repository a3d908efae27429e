import {
  clusterText,
  type KubeObject,
  resources,
} from '@kasm-portal/backstage-plugin-kasm-node';
import type { RouteFacts } from '../observation/Observation';
import type { RouteRule, WatchedRoute } from './routeRules';
import { condition, type Condition, type Watched } from './Watched';

/** Of each list that somebody may have made long. */
const MOST = 20;

type RawParent = { parentRef?: { name?: string }; conditions?: Condition[] };

type RawRule = {
  /** Without any, everything. */
  matches?: Array<{
    path?: { type?: string; value?: string };
    headers?: unknown[];
    queryParams?: unknown[];
    method?: string;
  }>;
  backendRefs?: Array<{ name?: string; port?: number; kind?: string }>;
  filters?: Array<{
    type?: string;
    extensionRef?: { name?: string };
  }>;
};

type RawHttpRoute = {
  spec?: {
    hostnames?: string[];
    rules?: RawRule[];
  };
  status?: { parents?: RawParent[] };
};

/** What a Gateway must say of a route for it to be served. */
const WANTED = ['Accepted', 'ResolvedRefs'];

/**
 * Routes of the Gateway API: other than an IngressRoute they tell what became of them.
 *
 * @internal
 */
export const httpRoutes: Watched<WatchedRoute> = {
  resource: resources.httpRoutes,
  project(object) {
    const { metadata, spec, status } = object as KubeObject & RawHttpRoute;
    const rules = (spec?.rules ?? []).slice(0, MOST);
    const hosts = (spec?.hostnames ?? [])
      .slice(0, MOST)
      .flatMap(host => clusterText(host, 253)?.toLowerCase() ?? []);
    const parents = (status?.parents ?? []).slice(0, MOST);
    return {
      kind: 'HTTPRoute',
      name: metadata.name,
      hosts,
      // It takes whatever its Gateway's listener takes.
      anyHost: hosts.length === 0 || undefined,
      rules: rules.filter(leadsSomewhere).map(rule => ruleOf(rule, hosts)),
      entryPoints: [],
      middlewares: rules
        .flatMap(({ filters }) => filters ?? [])
        .flatMap(
          ({ extensionRef, type }) =>
            clusterText(extensionRef?.name ?? type, 253) ?? [],
        ),
      accepted: parents.some(
        ({ conditions }) =>
          condition(conditions, 'Accepted')?.status === 'True',
      ),
      refusals: parents.flatMap(refusalsOf),
    };
  },
};

function leadsSomewhere({ backendRefs = [] }: RawRule): boolean {
  return backendRefs.length > 0;
}

function ruleOf({ matches, backendRefs }: RawRule, hosts: string[]): RouteRule {
  const [backend] = backendRefs ?? [];
  return {
    hosts,
    anyHost: hosts.length === 0,
    root:
      (matches ?? []).length === 0 ||
      (matches ?? []).some(
        ({ path, headers, queryParams, method }) =>
          (path?.value ?? '/') === '/' &&
          !headers?.length &&
          !queryParams?.length &&
          (method ?? 'GET') === 'GET',
      ),
    service:
      (backend?.kind ?? 'Service') === 'Service'
        ? clusterText(backend?.name, 63)
        : undefined,
    port: backend?.port,
  };
}

function refusalsOf({
  parentRef,
  conditions,
}: RawParent): NonNullable<RouteFacts['refusals']> {
  return WANTED.flatMap(type => {
    const found = condition(conditions, type);
    return found?.status === 'False'
      ? [
          {
            parent: clusterText(parentRef?.name, 253) ?? '',
            condition: type,
            message:
              clusterText(found.message, 200) ??
              clusterText(found.reason, 80) ??
              'False',
          },
        ]
      : [];
  });
}
