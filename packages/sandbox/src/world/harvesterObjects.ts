import type { NewObject } from '../apiserver/ClusterStore';
import { namespace } from './platformObjects';
import { ownedByPortal } from './portalLabels';
import { SEEDED, type DeploymentNames } from './SeededDeployment';

const NETWORK = 'agents-vlan20';
const IMAGE = 'ubuntu-24-04';

/** What is on Harvester before any agent: image, network and storage. */
export function harvesterPlatform(): NewObject[] {
  return [
    namespace(SEEDED.agentNamespace),
    {
      apiVersion: 'storage.k8s.io/v1',
      kind: 'StorageClass',
      metadata: {
        name: 'harvester-longhorn',
        annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' },
      },
      provisioner: 'driver.longhorn.io',
      allowVolumeExpansion: true,
      reclaimPolicy: 'Delete',
      volumeBindingMode: 'Immediate',
    },
    {
      apiVersion: 'harvesterhci.io/v1beta1',
      kind: 'VirtualMachineImage',
      metadata: { name: IMAGE, namespace: 'default' },
      spec: {
        backend: 'backingimage',
        displayName: 'noble-server-cloudimg-amd64.img',
        sourceType: 'download',
        url: 'https://cloud-images.ubuntu.com/noble/current/noble-server-cloudimg-amd64.img',
      },
      status: {
        progress: 100,
        storageClassName: `longhorn-${IMAGE}`,
        size: 624_000_000,
        virtualSize: 3_758_096_384,
        conditions: [
          { type: 'Initialized', status: 'True' },
          { type: 'Imported', status: 'True' },
        ],
      },
    },
    {
      apiVersion: 'k8s.cni.cncf.io/v1',
      kind: 'NetworkAttachmentDefinition',
      metadata: {
        name: NETWORK,
        namespace: 'default',
        labels: {
          'network.harvesterhci.io/clusternetwork': 'mgmt',
          'network.harvesterhci.io/ready': 'true',
          'network.harvesterhci.io/type': 'L2VlanNetwork',
          'network.harvesterhci.io/vlan-id': '20',
        },
      },
      spec: {
        config: JSON.stringify({
          cniVersion: '0.3.1',
          name: NETWORK,
          type: 'bridge',
          bridge: 'mgmt-br',
          promiscMode: true,
          vlan: 20,
          ipam: {},
        }),
      },
    },
  ];
}

function agent(names: DeploymentNames, name: string): NewObject {
  const disk = `${name}-rootdisk`;
  const labels = {
    ...ownedByPortal(names),
    'harvesterhci.io/creator': 'harvester',
    'harvesterhci.io/os': 'ubuntu',
  };
  return {
    apiVersion: 'kubevirt.io/v1',
    kind: 'VirtualMachine',
    metadata: {
      name,
      namespace: names.agentNamespace,
      labels,
      annotations: {
        'harvesterhci.io/vmRunStrategy': 'RerunOnFailure',
        'harvesterhci.io/volumeClaimTemplates': JSON.stringify([
          {
            metadata: {
              name: disk,
              annotations: { 'harvesterhci.io/imageId': `default/${IMAGE}` },
            },
            spec: {
              accessModes: ['ReadWriteMany'],
              resources: { requests: { storage: '100Gi' } },
              volumeMode: 'Block',
              storageClassName: `longhorn-${IMAGE}`,
            },
          },
        ]),
      },
    },
    spec: {
      runStrategy: 'RerunOnFailure',
      template: {
        metadata: { labels: { ...labels, 'harvesterhci.io/vmName': name } },
        spec: {
          evictionStrategy: 'LiveMigrateIfPossible',
          domain: {
            cpu: { cores: 8, sockets: 1, threads: 1 },
            memory: { guest: '16Gi' },
            resources: {
              limits: { cpu: '8', memory: '16Gi' },
              // As Harvester's webhook computes them.
              requests: { cpu: '500m', memory: '10922Mi' },
            },
            devices: {
              disks: [
                { name: 'rootdisk', bootOrder: 1, disk: { bus: 'virtio' } },
                { name: 'cloudinitdisk', disk: { bus: 'virtio' } },
              ],
              interfaces: [{ name: 'default', model: 'virtio', bridge: {} }],
            },
          },
          networks: [
            { name: 'default', multus: { networkName: `default/${NETWORK}` } },
          ],
          volumes: [
            { name: 'rootdisk', persistentVolumeClaim: { claimName: disk } },
            {
              name: 'cloudinitdisk',
              cloudInitNoCloud: { secretRef: { name: `${name}-cloudinit` } },
            },
          ],
        },
      },
    },
  };
}

/** The agents of a deployment. */
export function agentObjects(names: DeploymentNames): NewObject[] {
  return names.agents.flatMap(name => [
    {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: {
        name: `${name}-cloudinit`,
        namespace: names.agentNamespace,
        labels: ownedByPortal(names),
      },
      type: 'secret',
      data: {
        userdata: Buffer.from(
          '#cloud-config\npackages: [qemu-guest-agent]\n',
        ).toString('base64'),
        networkdata: '',
      },
    },
    agent(names, name),
  ]);
}
