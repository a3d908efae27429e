import type { AgentPool } from '../../spec/agentPool';
import { deploymentLabels } from '../labels';
import type { Manifest } from '../Manifest';
import { POOL_LABEL, TASK_ANNOTATION, type AgentMachine } from './agentNames';

/**
 * On a VM: the disks that Harvester makes for it.
 *
 * @public
 */
export const CLAIM_TEMPLATES = 'harvesterhci.io/volumeClaimTemplates';

/**
 * On a VM that is to be deleted: the disks that go with it. Others stay.
 *
 * @public
 */
export const REMOVED_CLAIMS = 'harvesterhci.io/removedPersistentVolumeClaims';

/**
 * What the agents' cluster decides about a VM.
 *
 * @public
 */
export interface AgentPlacement {
  namespace: string;
  /** StorageClass that Harvester made for the image. */
  storageClass: string;
  task: string;
}

/**
 * An agent as a VirtualMachine of Harvester. It has limits and no requests: those Harvester computes
 * from its overcommit setting, and what we sent would be taken for somebody else's.
 *
 * @public
 */
export function agentVirtualMachine(
  deployment: string,
  pool: AgentPool,
  machine: AgentMachine,
  { namespace, storageClass, task }: AgentPlacement,
): Manifest {
  const labels = {
    ...deploymentLabels(deployment),
    [POOL_LABEL]: pool.pool,
    'harvesterhci.io/creator': 'harvester',
    'harvesterhci.io/os': 'linux',
  };
  const secret = { name: machine.secret };
  return {
    apiVersion: 'kubevirt.io/v1',
    kind: 'VirtualMachine',
    metadata: {
      name: machine.name,
      namespace,
      labels,
      annotations: {
        [TASK_ANNOTATION]: task,
        [CLAIM_TEMPLATES]: JSON.stringify([
          {
            metadata: {
              name: machine.disk,
              annotations: { 'harvesterhci.io/imageId': pool.image },
            },
            spec: {
              accessModes: ['ReadWriteMany'],
              resources: { requests: { storage: pool.diskSize } },
              volumeMode: 'Block',
              storageClassName: storageClass,
            },
          },
        ]),
      },
    },
    spec: {
      runStrategy: 'RerunOnFailure',
      template: {
        metadata: {
          labels: { ...labels, 'harvesterhci.io/vmName': machine.name },
        },
        spec: {
          hostname: machine.name,
          evictionStrategy: 'LiveMigrateIfPossible',
          terminationGracePeriodSeconds: 120,
          affinity: apart(deployment),
          domain: {
            cpu: { cores: pool.cores, sockets: 1, threads: 1 },
            resources: {
              limits: { cpu: String(pool.cores), memory: pool.memory },
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
            { name: 'default', multus: { networkName: pool.network } },
          ],
          volumes: [
            {
              name: 'rootdisk',
              persistentVolumeClaim: { claimName: machine.disk },
            },
            {
              name: 'cloudinitdisk',
              cloudInitNoCloud: {
                secretRef: secret,
                ...(machine.address && { networkDataSecretRef: secret }),
              },
            },
          ],
        },
      },
    },
  };
}

/** So that a node that fails takes as few agents as can be. */
function apart(deployment: string): object {
  return {
    podAntiAffinity: {
      preferredDuringSchedulingIgnoredDuringExecution: [
        {
          weight: 100,
          podAffinityTerm: {
            topologyKey: 'kubernetes.io/hostname',
            labelSelector: { matchLabels: deploymentLabels(deployment) },
          },
        },
      ],
    },
  };
}
