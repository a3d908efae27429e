import type { ClusterStore, StoredObject } from '../../apiserver/ClusterStore';
import { allowsTraffic } from './allowsTraffic';

const SLICES = 'endpointslices.discovery.k8s.io';
const DNS_PORT = 53;

/** What comes of a pod's attempt to reach a Service by its name. */
export type Reached =
  | { how: 'unresolved' }
  /** There is the Service, but nobody behind it. */
  | { how: 'refused'; service: StoredObject }
  /** A NetworkPolicy swallows what is sent. */
  | { how: 'silent'; service: StoredObject }
  | { how: 'connected'; service: StoredObject; pod: StoredObject };

/** Whether the cluster's DNS can be asked. */
function resolves(store: ClusterStore, from: StoredObject): boolean {
  const [dns] = store.list('pods', {
    namespace: 'kube-system',
    labels: { 'k8s-app': 'kube-dns' },
  });
  return dns === undefined || allowsTraffic(store, from, dns, DNS_PORT);
}

/**
 * Resolves the name of a Service and connects to a ready pod behind it, as a program does.
 *
 * @param host - with or without the namespace, as `kasm-api` or `kasm-pg-rw.database.svc`
 * @param from - the pod that connects; policies do not count without one
 */
export function reachService(
  store: ClusterStore,
  host: string,
  port: number,
  from?: StoredObject,
): Reached {
  const [name, namespace = from?.metadata.namespace] = host.split('.');
  const service = store.get('services', namespace, name);
  if (!service || (from && !resolves(store, from))) {
    return { how: 'unresolved' };
  }
  const endpoints: any[] = store.get(SLICES, namespace, name)?.endpoints ?? [];
  const pods = endpoints
    .filter(({ conditions }) => conditions?.ready)
    .flatMap(({ targetRef }) => {
      const pod = store.get('pods', targetRef?.namespace, targetRef?.name);
      return pod ? [pod] : [];
    });
  if (pods.length === 0) {
    return { how: 'refused', service };
  }
  const pod = pods.find(
    each => !from || allowsTraffic(store, from, each, port),
  );
  return pod ? { how: 'connected', service, pod } : { how: 'silent', service };
}
