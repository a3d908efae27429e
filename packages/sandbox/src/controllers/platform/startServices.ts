import { isDeepStrictEqual } from 'node:util';
import type { Clock } from '../../Clock';
import type {
  ClusterStore,
  NewObject,
  StoredObject,
} from '../../apiserver/ClusterStore';
import { controlledBy } from '../machinery/ownerReference';
import { ownKey, startReconciler } from '../machinery/startReconciler';
import {
  addressedPods,
  endpointPorts,
  endpointSubsets,
  selects,
  sliceEndpoints,
} from './serviceEndpoints';

export { selects };

const SLICES = 'endpointslices.discovery.k8s.io';
const ENDPOINTS = 'endpoints';
/** Services that somebody has to know by address. */
const FIXED_ADDRESSES: Record<string, string> = {
  'default/kubernetes': '10.43.0.1',
  'kube-system/rke2-coredns-rke2-coredns': '10.43.0.10',
};
const HEADLESS = 'None';

/** Plays address allocation and the endpoints controllers. Returns the function that ends it. */
export function startServices(store: ClusterStore, clock: Clock): () => void {
  let allocated = 0;

  function giveAddress({ namespace, name }: StoredObject['metadata']) {
    allocated += 1;
    const free = `10.43.${16 + Math.floor(allocated / 250)}.${
      (allocated % 250) + 2
    }`;
    store.update('services', namespace, name, ({ spec }) => {
      spec.type ??= 'ClusterIP';
      spec.clusterIP = FIXED_ADDRESSES[`${namespace}/${name}`] ?? free;
      spec.clusterIPs = [spec.clusterIP];
      spec.ipFamilies ??= ['IPv4'];
      spec.ipFamilyPolicy ??= 'SingleStack';
      spec.sessionAffinity ??= 'None';
      spec.internalTrafficPolicy ??= 'Cluster';
    });
  }

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
      if (
        !service ||
        service.metadata.deletionTimestamp ||
        service.spec.type === 'ExternalName'
      ) {
        return;
      }
      if (!service.spec.clusterIP) {
        giveAddress(service.metadata);
        assignLoadBalancer(store, service);
      }
      if (service.spec.selector) {
        writeEndpoints(store, service);
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

function writeEndpoints(store: ClusterStore, service: StoredObject) {
  const { namespace, name, labels } = service.metadata;
  const pods = addressedPods(service, store.list('pods', { namespace }));
  const ports = endpointPorts(service, pods);
  const headless: Record<string, string> =
    service.spec.clusterIP === HEADLESS
      ? { 'service.kubernetes.io/headless': '' }
      : {};
  put(store, SLICES, service, {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: {
      name,
      namespace,
      labels: {
        ...labels,
        ...headless,
        'kubernetes.io/service-name': name,
        'endpointslice.kubernetes.io/managed-by':
          'endpointslice-controller.k8s.io',
      },
      ownerReferences: [controlledBy(service)],
    },
    addressType: 'IPv4',
    endpoints: sliceEndpoints(service, pods),
    ports: ports.map(port => ({ ...port, name: port.name ?? '' })),
  });
  const subsets = endpointSubsets(service, pods, ports);
  put(store, ENDPOINTS, service, {
    apiVersion: 'v1',
    kind: 'Endpoints',
    metadata: {
      name,
      namespace,
      labels: { ...labels, ...headless },
      ownerReferences: [controlledBy(service)],
    },
    ...(subsets ? { subsets } : {}),
  });
}

/** Writes an object of a Service unless it says so already. */
function put(
  store: ClusterStore,
  resource: string,
  { metadata: { namespace, name } }: StoredObject,
  wanted: NewObject,
) {
  const existing = store.get(resource, namespace, name);
  if (!existing) {
    store.create(wanted);
    return;
  }
  const { apiVersion, kind, metadata, ...content } = wanted;
  const {
    apiVersion: _version,
    kind: _kind,
    metadata: _own,
    ...had
  } = existing;
  if (!isDeepStrictEqual(had, content)) {
    store.update(resource, namespace, name, copy => {
      Object.keys(had).forEach(field => delete copy[field]);
      Object.assign(copy, content);
    });
  }
}
