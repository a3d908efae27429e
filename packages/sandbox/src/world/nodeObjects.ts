import type { NewObject } from '../apiserver/ClusterStore';
import { timestamp } from '../controllers/machinery/conditions';

interface NodeWish {
  name: string;
  address: string;
  roles: string[];
  labels?: Record<string, string>;
  version: string;
  osImage: string;
  cpu: string;
  memory: string;
}

function node(wish: NodeWish, now: Date): NewObject {
  const time = timestamp(now);
  const controlPlane = wish.roles.includes('control-plane');
  const amount = { cpu: wish.cpu, memory: wish.memory, pods: '110' };
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name: wish.name,
      labels: {
        'kubernetes.io/arch': 'amd64',
        'kubernetes.io/hostname': wish.name,
        'kubernetes.io/os': 'linux',
        ...Object.fromEntries(
          wish.roles.map(role => [`node-role.kubernetes.io/${role}`, 'true']),
        ),
        ...wish.labels,
      },
    },
    spec:
      controlPlane && !wish.roles.includes('worker')
        ? {
            taints: [
              {
                key: 'node-role.kubernetes.io/control-plane',
                effect: 'NoSchedule',
              },
            ],
          }
        : {},
    status: {
      addresses: [
        { type: 'InternalIP', address: wish.address },
        { type: 'Hostname', address: wish.name },
      ],
      allocatable: amount,
      capacity: amount,
      conditions: [
        ...['MemoryPressure', 'DiskPressure', 'PIDPressure'].map(type => ({
          type,
          status: 'False',
          reason: `KubeletHasNo${type}`,
          message: `kubelet has no ${type}`,
          lastHeartbeatTime: time,
          lastTransitionTime: time,
        })),
        {
          type: 'Ready',
          status: 'True',
          reason: 'KubeletReady',
          message: 'kubelet is posting ready status',
          lastHeartbeatTime: time,
          lastTransitionTime: time,
        },
      ],
      nodeInfo: {
        architecture: 'amd64',
        containerRuntimeVersion: 'containerd://2.1.5-k3s1',
        kernelVersion: '6.8.0-79-generic',
        kubeletVersion: wish.version,
        operatingSystem: 'linux',
        osImage: wish.osImage,
      },
    },
  };
}

/** Nodes of the RKE2 cluster: one server, a general pool and a database pool. */
export function rke2Nodes(now: Date): NewObject[] {
  const common = {
    version: 'v1.35.7+rke2r1',
    osImage: 'Rocky Linux 9.6 (Blue Onyx)',
    cpu: '8',
    memory: '32Gi',
  };
  const pool = (type: string, count: number, offset: number) =>
    Array.from({ length: count }, (_, index) =>
      node(
        {
          ...common,
          name: `rke2-${type}-${index + 1}`,
          address: `10.0.10.${offset + index + 1}`,
          roles: ['worker'],
          labels: { 'workload-type': type },
        },
        now,
      ),
    );
  return [
    node(
      {
        ...common,
        name: 'rke2-server-1',
        address: '10.0.10.11',
        roles: ['control-plane', 'etcd'],
      },
      now,
    ),
    ...pool('general', 2, 20),
    ...pool('database', 3, 30),
  ];
}

/** Nodes of the Harvester cluster. */
export function harvesterNodes(now: Date): NewObject[] {
  return [1, 2, 3].map(number =>
    node(
      {
        name: `harvester-${number}`,
        address: `10.0.0.${10 + number}`,
        roles: ['control-plane', 'etcd', 'worker'],
        version: 'v1.34.6+rke2r1',
        osImage: 'Harvester v1.8.2',
        cpu: '64',
        memory: '512Gi',
      },
      now,
    ),
  );
}
