import { quantity, quantityText } from '../../apiserver/admission/quantity';
import type { NewObject, StoredObject } from '../../apiserver/ClusterStore';
import { podSuffix } from '../machinery/names';
import { controlledBy } from '../machinery/ownerReference';
import { claimNames } from './machineDisks';

const IMAGE = 'kubevirt/virt-launcher:1.6.1';
/** What QEMU and its helpers take besides the guest's memory. */
const OVERHEAD = quantity('260Mi');
/** vCPUs for which KubeVirt asks for one core, when nobody says otherwise. */
const CPU_RATIO = 10;

/** The number of processors that a guest sees. */
export function virtualCpus(domain: any = {}): number {
  const { cores = 1, sockets = 1, threads = 1 } = domain.cpu ?? {};
  return cores * sockets * threads;
}

/** The memory that a guest sees. */
export function guestMemory(domain: any = {}): string {
  const { memory, resources } = domain;
  return (
    memory?.guest ??
    resources?.limits?.memory ??
    resources?.requests?.memory ??
    '8Gi'
  );
}

function resourcesOf(domain: any = {}) {
  const { requests = {}, limits = {} } = domain.resources ?? {};
  const plus = (memory: string) =>
    quantityText(quantity(memory) + OVERHEAD, 'memory');
  return {
    requests: {
      cpu: requests.cpu ?? quantityText(virtualCpus(domain) / CPU_RATIO, 'cpu'),
      memory: plus(requests.memory ?? guestMemory(domain)),
    },
    ...(Object.keys(limits).length > 0
      ? {
          limits: {
            ...(limits.cpu ? { cpu: limits.cpu } : {}),
            ...(limits.memory ? { memory: plus(limits.memory) } : {}),
          },
        }
      : {}),
  };
}

/** The Secrets that a machine's cloud-init is read from. */
export function cloudInitSecrets(spec: any): string[] {
  const names = (spec?.volumes ?? []).flatMap((volume: any) => {
    const source = volume.cloudInitNoCloud ?? volume.cloudInitConfigDrive;
    return [
      source?.secretRef?.name ?? source?.userDataSecretRef?.name,
      source?.networkDataSecretRef?.name,
    ].filter(Boolean);
  });
  return [...new Set<string>(names)];
}

/** The pod that an instance runs in. */
export function launcherPod(
  instance: StoredObject,
  extra: { labels?: Record<string, string>; notOn?: string } = {},
): NewObject {
  const { metadata, spec } = instance;
  const anchored = extra.notOn && {
    nodeAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: {
        nodeSelectorTerms: [
          {
            matchExpressions: [
              {
                key: 'kubernetes.io/hostname',
                operator: 'NotIn',
                values: [extra.notOn],
              },
            ],
          },
        ],
      },
    },
  };
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: `virt-launcher-${metadata.name}-${podSuffix()}`,
      namespace: metadata.namespace,
      labels: {
        ...metadata.labels,
        'kubevirt.io': 'virt-launcher',
        'kubevirt.io/created-by': metadata.uid,
        'vm.kubevirt.io/name': metadata.name,
        ...extra.labels,
      },
      annotations: {
        'kubevirt.io/domain': metadata.name,
        'kubectl.kubernetes.io/default-container': 'compute',
      },
      ownerReferences: [controlledBy(instance)],
    },
    spec: {
      restartPolicy: 'Never',
      terminationGracePeriodSeconds: spec.terminationGracePeriodSeconds ?? 210,
      nodeSelector: { ...spec.nodeSelector },
      tolerations: spec.tolerations,
      affinity: { ...spec.affinity, ...anchored },
      securityContext: {
        fsGroup: 107,
        runAsGroup: 107,
        runAsNonRoot: true,
        runAsUser: 107,
        seccompProfile: { type: 'RuntimeDefault' },
      },
      containers: [
        {
          name: 'compute',
          image: IMAGE,
          resources: resourcesOf(spec.domain),
          securityContext: {
            allowPrivilegeEscalation: false,
            capabilities: { add: ['NET_BIND_SERVICE'], drop: ['ALL'] },
            runAsNonRoot: true,
          },
        },
      ],
      volumes: [
        ...claimNames(spec).map((claimName, index) => ({
          name: `disk-${index}`,
          persistentVolumeClaim: { claimName },
        })),
        ...cloudInitSecrets(spec).map((secretName, index) => ({
          name: `cloudinit-${index}`,
          secret: { secretName },
        })),
      ],
    },
    status: { phase: 'Pending' },
  };
}
