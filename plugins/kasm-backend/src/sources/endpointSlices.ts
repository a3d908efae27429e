import {
  clusterText,
  type KubeObject,
  resources,
} from '@kasm-portal/backstage-plugin-kasm-node';
import type { Watched } from './Watched';

/** Pods behind a Service, and what they listen on. */
export interface WatchedEndpointSlice {
  name: string;
  service?: string;
  ports: Array<{ name?: string; port?: number }>;
  /** Names of the pods that are ready. */
  ready: string[];
}

/** @internal */
export const endpointSlices: Watched<WatchedEndpointSlice> = {
  resource: resources.endpointSlices,
  ownersOf: ({ service }) => (service ? [`service/${service}`] : []),
  project(object) {
    const { metadata, endpoints, ports } = object as KubeObject & {
      ports?: Array<{ name?: string; port?: number }> | null;
      endpoints?: Array<{
        conditions?: { ready?: boolean };
        targetRef?: { name?: string };
        addresses?: string[];
      }> | null;
    };
    return {
      name: metadata.name,
      service: clusterText(
        metadata.labels?.['kubernetes.io/service-name'],
        253,
      ),
      ports: (ports ?? []).map(({ name, port }) => ({
        name: clusterText(name, 63),
        port,
      })),
      ready: (endpoints ?? [])
        // Unknown counts as ready, as the API says.
        .filter(({ conditions }) => conditions?.ready !== false)
        .flatMap(
          ({ targetRef, addresses }) =>
            clusterText(targetRef?.name ?? addresses?.[0], 253) ?? [],
        )
        .sort(),
    };
  },
};
