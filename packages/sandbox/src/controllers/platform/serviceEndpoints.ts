import type { StoredObject } from '../../apiserver/ClusterStore';
import { isGoing, isOver, isReady } from '../workloads/podFromTemplate';

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

/** A port of a Service as its pods listen on it. */
export interface EndpointPort {
  name?: string;
  port: number;
  protocol: string;
}

interface ServicePort {
  name?: string;
  port: number;
  targetPort?: number | string;
  protocol?: string;
}

/** The ports behind a Service; a name is looked up in the containers of a pod. */
export function endpointPorts(
  service: StoredObject,
  pods: StoredObject[],
): EndpointPort[] {
  const named = pods
    .flatMap(({ spec }) => [
      ...(spec.initContainers ?? []),
      ...(spec.containers ?? []),
    ])
    .flatMap(({ ports }: any) => ports ?? []);
  return (service.spec.ports ?? []).map((port: ServicePort) => {
    const target = port.targetPort ?? port.port;
    const found =
      typeof target === 'string' && !/^\d+$/.test(target)
        ? named.find(each => each.name === target)?.containerPort ?? port.port
        : Number(target);
    return {
      ...(port.name ? { name: port.name } : {}),
      port: found,
      protocol: port.protocol ?? 'TCP',
    };
  });
}

const targetRef = ({ metadata }: StoredObject) => ({
  kind: 'Pod',
  name: metadata.name,
  namespace: metadata.namespace,
  uid: metadata.uid,
});

/** The pods behind a Service that have an address. */
export const addressedPods = (service: StoredObject, pods: StoredObject[]) =>
  pods.filter(
    pod =>
      selects(service.spec.selector, pod) && pod.status?.podIP && !isOver(pod),
  );

/** What an EndpointSlice says of the pods behind a Service. */
export function sliceEndpoints(service: StoredObject, pods: StoredObject[]) {
  const all = service.spec.publishNotReadyAddresses === true;
  return pods.map(pod => {
    const serving = isReady(pod);
    return {
      addresses: [pod.status.podIP],
      conditions: {
        ready: all || (serving && !isGoing(pod)),
        serving,
        terminating: isGoing(pod),
      },
      nodeName: pod.spec.nodeName,
      targetRef: targetRef(pod),
    };
  });
}

/** What the older Endpoints object says of them. */
export function endpointSubsets(
  service: StoredObject,
  pods: StoredObject[],
  ports: EndpointPort[],
) {
  const all = service.spec.publishNotReadyAddresses === true;
  const address = (pod: StoredObject) => ({
    ip: pod.status.podIP,
    nodeName: pod.spec.nodeName,
    targetRef: targetRef(pod),
  });
  const staying = pods.filter(pod => all || !isGoing(pod));
  const ready = staying.filter(pod => all || isReady(pod)).map(address);
  const others = staying.filter(pod => !all && !isReady(pod)).map(address);
  return staying.length === 0
    ? undefined
    : [
        {
          ...(ready.length > 0 ? { addresses: ready } : {}),
          ...(others.length > 0 ? { notReadyAddresses: others } : {}),
          ports,
        },
      ];
}
