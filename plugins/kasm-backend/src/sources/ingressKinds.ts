import {
  clusterText,
  type KubeObject,
  resources,
} from '@kasm-portal/backstage-plugin-kasm-node';
import type { IngressFacts } from '../observation/Observation';
import type { Watched } from './Watched';

export type WatchedRoute = NonNullable<IngressFacts['route']>;

type RawService = {
  name?: string;
  port?: number | string;
  scheme?: string;
  serversTransport?: string;
};

type RawIngressRoute = {
  spec?: {
    ingressClassName?: string;
    entryPoints?: string[];
    routes?: Array<{ match?: string; services?: RawService[] }>;
    tls?: { secretName?: string };
  };
};

/** @internal */
export const ingressRoutes: Watched<WatchedRoute> = {
  resource: resources.ingressRoutes,
  project(object) {
    const { metadata, spec } = object as KubeObject & RawIngressRoute;
    const service = spec?.routes?.[0]?.services?.[0];
    return {
      kind: 'IngressRoute',
      name: metadata.name,
      hosts: (spec?.routes ?? []).flatMap(({ match }) => hostsOf(match)),
      entryPoints: texts(spec?.entryPoints),
      ingressClass: clusterText(
        spec?.ingressClassName ??
          metadata.annotations?.['kubernetes.io/ingress.class'],
        253,
      ),
      service: clusterText(service?.name, 63),
      port:
        typeof service?.port === 'number'
          ? service.port
          : clusterText(service?.port, 63),
      scheme: clusterText(service?.scheme, 10),
      serversTransport: clusterText(service?.serversTransport, 253),
      tlsSecret: clusterText(spec?.tls?.secretName, 253),
    };
  },
};

/** Hosts of a Traefik rule: ``Host(`a`, `b`) && …``. */
function hostsOf(match: string | undefined): string[] {
  const calls = (match ?? '').slice(0, 2000).match(/Host\([^)]{0,500}\)/g);
  return (calls ?? []).flatMap(call =>
    Array.from(call.matchAll(/[`"]([^`"]{1,253})[`"]/g)).flatMap(
      ([, host]) => clusterText(host, 253)?.toLowerCase() ?? [],
    ),
  );
}

function texts(values: string[] | undefined): string[] {
  return (values ?? []).flatMap(value => clusterText(value, 63) ?? []);
}

export interface WatchedServersTransport {
  name: string;
  insecureSkipVerify: boolean;
}

/** @internal */
export const serversTransports: Watched<WatchedServersTransport> = {
  resource: resources.serversTransports,
  project(object) {
    const { metadata, spec } = object as KubeObject & {
      spec?: { insecureSkipVerify?: boolean };
    };
    return {
      name: metadata.name,
      insecureSkipVerify: spec?.insecureSkipVerify === true,
    };
  },
};
