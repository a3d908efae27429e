/** Where a request for a host goes, as Traefik decides it. */
export type Route =
  | { kind: 'proxy'; namespace: string; release: string }
  /** Traefik answers by itself: no route, or nothing ready behind it. */
  | { kind: 'status'; code: number; reason: string };

/** What the public host asks the cluster; every answer is as of now. */
export interface PublicRouter {
  route(host: string): Route;
  /** The certificate in the Secret that the host's IngressRoute names. */
  certificate(host: string): { key: string; cert: string } | undefined;
  /** Whether a component of the installation has a ready pod. */
  isReady(
    target: { namespace: string; release: string },
    component: 'api',
  ): boolean;
}

/** The name in a Host or `:authority` header: lower case, without port and closing dot. */
export function hostName(header: string | undefined): string {
  return (header ?? '').toLowerCase().replace(/:\d+$/, '').replace(/\.$/, '');
}
