import {
  redactLine,
  type KubeObject,
} from '@kasm-portal/backstage-plugin-kasm-node';

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

/** What keeps a pod from starting. */
export interface PodTrouble {
  /** The pod, and the container if it is one's: the same for as long as the trouble is. */
  about: string;
  /** Why, in one sentence without a full stop. */
  text: string;
  /** It fits on no node; one may be on its way. */
  unschedulable?: boolean;
}

/** Why a pod does not start; undefined when nothing is seen. */
export function podTrouble(pod: KubeObject): PodTrouble | undefined {
  const status = (pod.status ?? {}) as PodStatus;
  for (const container of [
    ...(status.initContainerStatuses ?? []),
    ...(status.containerStatuses ?? []),
  ]) {
    const waiting = container.state?.waiting;
    if (waiting?.reason && STUCK.has(waiting.reason)) {
      const message = redactLine(waiting.message ?? '', 200);
      return {
        about: `${pod.metadata.name}/${container.name}`,
        text: `pod ${pod.metadata.name} does not start: container ${
          container.name
        } is in ${waiting.reason}${message ? ` (${message})` : ''}`,
      };
    }
  }
  const scheduled = status.conditions?.find(
    ({ type }) => type === 'PodScheduled',
  );
  if (scheduled?.status === 'False' && scheduled.reason === 'Unschedulable') {
    return {
      about: pod.metadata.name,
      unschedulable: true,
      text: `pod ${pod.metadata.name} fits on no node (${
        redactLine(scheduled.message ?? '', 200) ?? 'no reason given'
      })`,
    };
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
