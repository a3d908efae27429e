import type { KubeObject } from '@kasm-portal/backstage-plugin-kasm-node';

interface ContainerStatus {
  name: string;
  state?: { waiting?: { reason?: string; message?: string } };
}

interface PodStatus {
  initContainerStatuses?: ContainerStatus[];
  containerStatuses?: ContainerStatus[];
  conditions?: Array<{
    type: string;
    status: string;
    reason?: string;
    message?: string;
  }>;
}

const STUCK = new Set([
  'ErrImagePull',
  'ImagePullBackOff',
  'InvalidImageName',
  'ErrImageNeverPull',
  'CreateContainerConfigError',
  'CreateContainerError',
  'CrashLoopBackOff',
]);

/** Why a pod does not start, in one sentence without a full stop; undefined when nothing is seen. */
export function podTrouble(pod: KubeObject): string | undefined {
  const status = (pod.status ?? {}) as PodStatus;
  for (const container of [
    ...(status.initContainerStatuses ?? []),
    ...(status.containerStatuses ?? []),
  ]) {
    const waiting = container.state?.waiting;
    if (waiting?.reason && STUCK.has(waiting.reason)) {
      return `pod ${pod.metadata.name} does not start: container ${
        container.name
      } is in ${waiting.reason}${
        waiting.message ? ` (${waiting.message.slice(0, 200)})` : ''
      }`;
    }
  }
  const scheduled = status.conditions?.find(
    ({ type }) => type === 'PodScheduled',
  );
  if (scheduled?.status === 'False' && scheduled.reason === 'Unschedulable') {
    return `pod ${pod.metadata.name} fits on no node (${(
      scheduled.message ?? 'no reason given'
    ).slice(0, 200)})`;
  }
  return undefined;
}

/** Whether a pod's condition Ready is True. */
export function isPodReady(pod: KubeObject): boolean {
  const status = (pod.status ?? {}) as PodStatus;
  return (
    status.conditions?.some(
      ({ type, status: value }) => type === 'Ready' && value === 'True',
    ) ?? false
  );
}
