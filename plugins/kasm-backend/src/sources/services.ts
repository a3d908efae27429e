import {
  clusterText,
  type KubeObject,
  resources,
} from '@kasm-portal/backstage-plugin-kasm-node';
import type { Watched } from './Watched';

/** A Service: where it leads to, and from where. */
export interface WatchedService {
  name: string;
  type: string;
  /** Label `app.kubernetes.io/component` that its pods have to carry. */
  component?: string;
  /** Label `app.kubernetes.io/instance`, of itself or of its pods. */
  instance?: string;
  /** All of its selector. */
  selector: Record<string, string>;
  ports: Array<{ name?: string; port: number }>;
  /** Of its load balancer. */
  addresses: string[];
}

/** @internal */
export const services: Watched<WatchedService> = {
  resource: resources.services,
  project(object) {
    const { metadata, spec, status } = object as KubeObject & {
      spec?: {
        type?: string;
        selector?: Record<string, string>;
        ports?: Array<{ name?: string; port?: number }>;
      };
      status?: {
        loadBalancer?: { ingress?: Array<{ ip?: string; hostname?: string }> };
      };
    };
    const selector = spec?.selector ?? {};
    return {
      name: metadata.name,
      type: clusterText(spec?.type, 20) ?? 'ClusterIP',
      component: clusterText(selector['app.kubernetes.io/component'], 63),
      instance: clusterText(
        selector['app.kubernetes.io/instance'] ??
          metadata.labels?.['app.kubernetes.io/instance'],
        63,
      ),
      selector,
      ports: (spec?.ports ?? []).map(({ name, port }) => ({
        name: clusterText(name, 63),
        port: port ?? 0,
      })),
      addresses: (status?.loadBalancer?.ingress ?? []).flatMap(
        ({ ip, hostname }) => clusterText(ip ?? hostname, 253) ?? [],
      ),
    };
  },
};
