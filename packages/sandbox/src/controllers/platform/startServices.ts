import { isDeepStrictEqual } from 'node:util';
import type { Clock } from '../../Clock';
import type { ClusterStore, StoredObject } from '../../apiserver/ClusterStore';
import { controlledBy } from '../machinery/ownerReference';
import { ownKey, startReconciler } from '../machinery/startReconciler';
import { isReady } from '../workloads/podFromTemplate';

const SLICES = 'endpointslices.discovery.k8s.io';
/** Services that somebody has to know by address. */
const FIXED_ADDRESSES: Record<string, string> = {
  'default/kubernetes': '10.43.0.1',
  'kube-system/rke2-coredns-rke2-coredns': '10.43.0.10',
};

/** Whether a pod's labels match a Service's selector. */
export function selects(
  selector: Record<string, string> | undefined,
  pod: StoredObject,
): boolean {
  const wanted = Object.entries(selector ?? {});
  return (
    wanted.length > 0 &&
    wanted.every(([label, value]) => pod.metadata.labels?.[label] === value)
  );
}

/** Plays address allocation and the endpoints controllers. Returns the function that ends it. */
export function startServices(store: ClusterStore, clock: Clock): () => void {
  let allocated = 0;
  const reconciler = startReconciler(
    clock,
    [
      { store, resource: 'services' },
      {
        store,
        resource: 'pods',
        keys: pod =>
          store
            .list('services', { namespace: pod.metadata.namespace })
            .filter(service => selects(service.spec.selector, pod))
            .map(ownKey),
      },
    ],
    ({ namespace, name }) => {
      const service = store.get('services', namespace, name);
      if (!service || service.metadata.deletionTimestamp) {
        return;
      }
      if (!service.spec.clusterIP) {
        store.update('services', namespace, name, ({ spec }) => {
          spec.type ??= 'ClusterIP';
          allocated += 1;
          spec.clusterIP =
            FIXED_ADDRESSES[`${namespace}/${name}`] ??
            `10.43.${16 + Math.floor(allocated / 250)}.${
              (allocated % 250) + 2
            }`;
          spec.clusterIPs = [spec.clusterIP];
          spec.ipFamilies ??= ['IPv4'];
          spec.ipFamilyPolicy ??= 'SingleStack';
          spec.sessionAffinity ??= 'None';
          spec.internalTrafficPolicy ??= 'Cluster';
        });
        assignLoadBalancer(store, service);
      }
      if (service.spec.selector) {
        writeSlice(store, service);
      }
    },
  );
  return reconciler.stop;
}

/** Only who asks for an address gets one: the sandbox has no load balancer to choose one. */
function assignLoadBalancer(store: ClusterStore, service: StoredObject) {
  const { type, loadBalancerIP } = service.spec;
  if (type === 'LoadBalancer' && loadBalancerIP) {
    store.updateStatus(
      'services',
      service.metadata.namespace,
      service.metadata.name,
      status => {
        status.loadBalancer = {
          ingress: [{ ip: loadBalancerIP, ipMode: 'VIP' }],
        };
      },
    );
  }
}

function writeSlice(store: ClusterStore, service: StoredObject) {
  const { namespace, name } = service.metadata;
  const pods = store
    .list('pods', { namespace })
    .filter(pod => selects(service.spec.selector, pod) && pod.status?.podIP);
  const endpoints = pods.map(pod => ({
    addresses: [pod.status.podIP],
    conditions: {
      ready: isReady(pod),
      serving: isReady(pod),
      terminating: false,
    },
    nodeName: pod.spec.nodeName,
    targetRef: {
      kind: 'Pod',
      name: pod.metadata.name,
      namespace,
      uid: pod.metadata.uid,
    },
  }));
  const ports = (service.spec.ports ?? []).map(
    (port: { name?: string; port: number; protocol?: string }) => ({
      name: port.name ?? '',
      port: port.port,
      protocol: port.protocol ?? 'TCP',
    }),
  );
  const existing = store.get(SLICES, namespace, name);
  if (existing) {
    if (
      isDeepStrictEqual(existing.endpoints, endpoints) &&
      isDeepStrictEqual(existing.ports, ports)
    ) {
      return;
    }
    store.update(SLICES, namespace, name, copy =>
      Object.assign(copy, { endpoints, ports }),
    );
    return;
  }
  store.create({
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: {
      name,
      namespace,
      labels: {
        'kubernetes.io/service-name': name,
        'endpointslice.kubernetes.io/managed-by':
          'endpointslice-controller.k8s.io',
      },
      ownerReferences: [controlledBy(service)],
    },
    addressType: 'IPv4',
    endpoints,
    ports,
  });
}
