import type { StoredObject } from '../../apiserver/ClusterStore';

/** An answer that Traefik gives by itself. */
export interface OwnAnswer {
  kind: 'status';
  code: number;
  /** The body. */
  reason: string;
  headers?: Record<string, string>;
}

/** A request that goes on to a pod. */
export interface Forwarded {
  kind: 'proxy';
  namespace: string;
  /** `app.kubernetes.io/instance` and `app.kubernetes.io/component` of the pod. */
  release: string;
  component: string;
  /** Path that the pod sees. */
  path: string;
  /** Whether the pod's port speaks TLS and hears plain HTTP. */
  plainToTls: boolean;
  /** Headers that Traefik adds to the answer. */
  headers: Record<string, string>;
  pod: StoredObject;
}

/** Where Traefik sends a request. */
export type Route = OwnAnswer | Forwarded;

/** Traefik's own words: Go adds the line break to some of them. */
export const NOT_FOUND: OwnAnswer = {
  kind: 'status',
  code: 404,
  reason: '404 page not found\n',
};
export const NO_SERVER: OwnAnswer = {
  kind: 'status',
  code: 503,
  reason: 'no available server\n',
};
export const BAD_GATEWAY: OwnAnswer = {
  kind: 'status',
  code: 502,
  reason: 'Bad Gateway',
};
export const INTERNAL_ERROR: OwnAnswer = {
  kind: 'status',
  code: 500,
  reason: 'Internal Server Error',
};

/** An answer that sends the client elsewhere, as Go words it. */
export function redirect(
  method: string,
  location: string,
  permanent: boolean,
): OwnAnswer {
  const [plain, keeping] = permanent ? [301, 308] : [302, 307];
  const code = method === 'GET' ? plain : keeping;
  const words: Record<number, string> = {
    301: 'Moved Permanently',
    302: 'Found',
    307: 'Temporary Redirect',
    308: 'Permanent Redirect',
  };
  return {
    kind: 'status',
    code,
    reason: words[code],
    headers: { location },
  };
}
