import {
  CLAIM_TEMPLATES,
  POOL_LABEL,
  TASK_ANNOTATION,
} from '@kasm-portal/backstage-plugin-kasm-common/manifests';
import { isRecord } from './isRecord';
import type { VirtualMachine } from './poolMachines';

/** An agent VM that is to go: everything that goes with it, read from the VM itself. */
export interface AgentVm {
  name: string;
  uid: string;
  pool?: string;
  /** Task that made it. */
  task?: string;
  /** PersistentVolumeClaims that Harvester made for it. */
  disks: string[];
  /** Secrets that its cloud-init is read from. */
  secrets: string[];
  isGoing: boolean;
}

const NAME = /^[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?$/;

/** What an agent VM consists of. Only names that Kubernetes allows come out of its annotation. */
export function agentVm(vm: VirtualMachine): AgentVm {
  const { name, uid = '', labels, annotations = {} } = vm.metadata;
  return {
    name,
    uid,
    pool: labels?.[POOL_LABEL],
    task: annotations[TASK_ANNOTATION],
    disks: claimNames(annotations[CLAIM_TEMPLATES]),
    secrets: secretNames(vm),
    isGoing: vm.metadata.deletionTimestamp !== undefined,
  };
}

function claimNames(text: string | undefined): string[] {
  let templates: unknown;
  try {
    templates = JSON.parse(text ?? '[]');
  } catch {
    return [];
  }
  return (Array.isArray(templates) ? templates : [])
    .map(template =>
      isRecord(template) && isRecord(template.metadata)
        ? template.metadata.name
        : undefined,
    )
    .filter(isName);
}

function secretNames(vm: VirtualMachine): string[] {
  const volumes = vm.spec?.template?.spec?.volumes ?? [];
  const names = volumes.flatMap(volume => {
    const source = volume.cloudInitNoCloud ?? volume.cloudInitConfigDrive;
    return [source?.secretRef?.name, source?.networkDataSecretRef?.name];
  });
  return [...new Set(names.filter(isName))];
}

function isName(name: unknown): name is string {
  return typeof name === 'string' && NAME.test(name);
}
