import type { StoredObject } from '../../apiserver/ClusterStore';
import type { Rule } from './rules/parseRule';

/** A Service, or something like it, that a route names. */
export interface ServiceReference {
  kind?: string;
  name: string;
  namespace?: string;
  port?: number | string;
  scheme?: string;
  serversTransport?: string;
  weight?: number;
  sticky?: { cookie?: StickyCookie };
}

/** The cookie that keeps a browser with its server. */
export interface StickyCookie {
  name?: string;
  path?: string;
  domain?: string;
  httpOnly?: boolean;
  secure?: boolean;
  sameSite?: string;
  maxAge?: number;
}

/** The name of something of Traefik's that a route refers to. */
export interface Reference {
  name: string;
  namespace?: string;
}

/** One route, from whatever object it comes. */
export interface Router {
  rule: Rule;
  /** The higher one wins. */
  priority: number;
  namespace: string;
  /** `crd` or `ingress`: the rules for references are those of the provider. */
  provider: 'crd' | 'ingress';
  /** Of the object that it comes from. */
  ingressClass?: string;
  /** None means all. */
  entryPoints: string[];
  /** Undefined where it does not speak of TLS. */
  tls?: { secretName?: string; options?: Reference };
  middlewares: Reference[];
  services: ServiceReference[];
}

const CLASS = 'kubernetes.io/ingress.class';

/** The class that an object asks for. */
export const classOf = ({ metadata, spec }: StoredObject) =>
  (spec?.ingressClassName ?? metadata.annotations?.[CLASS]) as
    | string
    | undefined;
