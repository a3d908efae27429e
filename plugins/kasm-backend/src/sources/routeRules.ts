import type { RouteFacts } from '../observation/Observation';
import { servesHost } from '../observation/servesHost';

/** One rule of a route, and where it leads. */
export type RouteRule = Pick<
  RouteFacts,
  'service' | 'port' | 'scheme' | 'serversTransport'
> & {
  hosts: string[];
  /** Whether it takes hosts that it does not name. */
  anyHost: boolean;
  /** Whether a browser's first page, `/`, is its. */
  root: boolean;
};

/** A route with its rules, of which only one leads to Kasm's first page. */
export type WatchedRoute = RouteFacts & { rules: RouteRule[] };

/**
 * The route, with where it leads for a host: by the rule for its first page, else for the host, else
 * by the first there is.
 *
 * @internal
 */
export function leadsFor(
  { rules, ...route }: WatchedRoute,
  host: string,
): RouteFacts {
  const rank = (rule: RouteRule) => {
    const serves = servesHost({ ...rule, kind: route.kind }, host);
    return serves + (rule.root && serves > 0 ? 4 : 0);
  };
  const [best] = [...rules].sort((a, b) => rank(b) - rank(a));
  return {
    ...route,
    service: best?.service,
    port: best?.port,
    scheme: best?.scheme,
    serversTransport: best?.serversTransport,
  };
}
