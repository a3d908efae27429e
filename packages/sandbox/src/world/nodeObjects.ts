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
  /** How many pods it takes; the kubelet's own number when absent. */
  pods?: string;
}

function node(wish: NodeWish, now: Date): NewObject {
  const time = timestamp(now);
  const controlPlane = wish.roles.includes('control-plane');
  const amount = {
    cpu: wish.cpu,
    memory: wish.memory,
    pods: wish.pods ?? '110',
    'ephemeral-storage': '200Gi',
  };
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

/** How many members of a fleet share a node of each pool. */
const MEMBERS_PER_NODE = { general: 16, database: 30, harvester: 40 };

/** The first ten of a pool are neighbours of the server; the others have networks of their own. */
const nodeAddress = (net: number, offset: number, index: number) =>
  index < 10
    ? `10.0.10.${offset + index + 1}`
    : `10.0.${net + Math.floor(index / 200)}.${(index % 200) + 1}`;

const nodesFor = (fleet: number, pool: keyof typeof MEMBERS_PER_NODE) =>
  Math.ceil(fleet / MEMBERS_PER_NODE[pool]);

/**
 * Nodes of the RKE2 cluster: one server, a general pool and a database pool.
 *
 * @param fleet - for how many more deployments there is to be room
 */
export function rke2Nodes(now: Date, fleet = 0): NewObject[] {
  const large = fleet > 0 ? { cpu: '128', memory: '1Ti', pods: '500' } : {};
  const common = {
    version: 'v1.35.7+rke2r1',
    osImage: 'Rocky Linux 9.6 (Blue Onyx)',
    cpu: '8',
    memory: '32Gi',
  };
  const pool = (type: string, count: number, net: number, offset: number) =>
    Array.from({ length: count }, (_, index) =>
      node(
        {
          ...common,
          ...large,
          name: `rke2-${type}-${index + 1}`,
          address: nodeAddress(net, offset, index),
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
    ...pool('general', 2 + nodesFor(fleet, 'general'), 100, 20),
    ...pool('database', 3 + nodesFor(fleet, 'database'), 120, 30),
  ];
}

/** Nodes of the Harvester cluster. */
export function harvesterNodes(now: Date, fleet = 0): NewObject[] {
  const large = fleet > 0 ? { cpu: '512', memory: '8Ti', pods: '1000' } : {};
  const count = 3 + nodesFor(fleet, 'harvester');
  return Array.from({ length: count }, (_, index) => index + 1).map(number =>
    node(
      {
        name: `harvester-${number}`,
        address: `10.0.0.${10 + number}`,
        roles: ['control-plane', 'etcd', 'worker'],
        version: 'v1.34.6+rke2r1',
        osImage: 'Harvester v1.8.2',
        cpu: '64',
        memory: '512Gi',
        pods: '200',
        ...large,
      },
      now,
    ),
  );
}
