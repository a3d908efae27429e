import type { StoredObject } from '../../apiserver/ClusterStore';
import { timestamp, withCondition } from '../machinery/conditions';
import type { ContainerResult } from './ContainerProgram';

/** One of waiting, running and terminated, as in a pod's status. */
export interface ContainerState {
  waiting?: { reason: string; message?: string };
  running?: { startedAt: string };
  terminated?: {
    exitCode: number;
    reason: string;
    message?: string;
    startedAt: string;
    finishedAt: string;
    containerID: string;
  };
}

/** What the kubelet knows of one container. */
export interface ContainerRecord {
  name: string;
  image: string;
  state: ContainerState;
  lastState?: ContainerState;
  ready: boolean;
  restartCount: number;
  /** How often it failed in a row. */
  failures?: number;
  /** How often its image could not be pulled in a row. */
  failedPulls?: number;
  /** An init container that runs as long as its pod. */
  isSidecar?: boolean;
  containerID?: string;
}

/** What the kubelet knows of one pod. */
export interface PodRecord {
  unschedulable?: string;
  /** Whether the sandbox's network and volumes are there. */
  prepared: boolean;
  hostIP?: string;
  podIP?: string;
  startTime?: string;
  initContainers: ContainerRecord[];
  containers: ContainerRecord[];
}

const succeeded = (container: ContainerRecord) =>
  container.state.terminated?.exitCode === 0;
const initialised = (container: ContainerRecord) =>
  container.isSidecar
    ? Boolean(container.state.running ?? container.lastState)
    : succeeded(container);

/** The phase of a pod, from its containers and its restart policy. */
export function podPhase(record: PodRecord, restartPolicy: string): string {
  const failed = (container: ContainerRecord) =>
    container.state.terminated && container.state.terminated.exitCode !== 0;
  if (
    restartPolicy === 'Never' &&
    [
      ...record.initContainers.filter(({ isSidecar }) => !isSidecar),
      ...record.containers,
    ].some(failed)
  ) {
    return 'Failed';
  }
  if (restartPolicy !== 'Always' && record.containers.every(succeeded)) {
    return 'Succeeded';
  }
  const begun = record.containers.some(
    container =>
      container.state.running ||
      container.state.terminated ||
      container.lastState,
  );
  return begun ? 'Running' : 'Pending';
}

function containerStatus(container: ContainerRecord) {
  return {
    name: container.name,
    image: container.image,
    imageID: container.containerID
      ? `${container.image}@sha256:${'0'.repeat(64)}`
      : '',
    ready: container.ready,
    started: Boolean(container.state.running),
    restartCount: container.restartCount,
    state: container.state,
    lastState: container.lastState ?? {},
    ...(container.containerID ? { containerID: container.containerID } : {}),
  };
}

function qosClass(pod: StoredObject): string {
  const resources = (pod.spec.containers as any[]).map(
    container => container.resources ?? {},
  );
  if (resources.every(({ requests, limits }) => !requests && !limits)) {
    return 'BestEffort';
  }
  return resources.every(
    ({ requests, limits }) =>
      limits?.cpu &&
      limits?.memory &&
      (requests?.cpu ?? limits.cpu) === limits.cpu &&
      (requests?.memory ?? limits.memory) === limits.memory,
  )
    ? 'Guaranteed'
    : 'Burstable';
}

/** The status a kubelet reports for a pod. */
export function podStatus(pod: StoredObject, record: PodRecord, now: Date) {
  const phase = podPhase(record, pod.spec.restartPolicy ?? 'Always');
  const uninitialised = record.initContainers.filter(
    container => !initialised(container),
  );
  const unready = [
    ...record.initContainers.filter(({ isSidecar }) => isSidecar),
    ...record.containers,
  ].filter(container => !container.ready);
  const names = (containers: ContainerRecord[]) =>
    `[${containers.map(container => container.name).join(' ')}]`;
  const running =
    unready.length > 0
      ? {
          status: 'False' as const,
          reason: 'ContainersNotReady',
          message: `containers with unready status: ${names(unready)}`,
        }
      : { status: 'True' as const };
  const readyCondition =
    phase === 'Succeeded'
      ? { status: 'False' as const, reason: 'PodCompleted' }
      : running;
  const scheduled = record.unschedulable
    ? {
        type: 'PodScheduled',
        status: 'False' as const,
        reason: 'Unschedulable',
        message: record.unschedulable,
      }
    : { type: 'PodScheduled', status: 'True' as const };

  let conditions = withCondition(pod.status?.conditions, scheduled, now);
  if (!record.unschedulable) {
    const later = [
      {
        type: 'PodReadyToStartContainers',
        status: record.prepared ? ('True' as const) : ('False' as const),
      },
      uninitialised.length > 0
        ? {
            type: 'Initialized',
            status: 'False' as const,
            reason: 'ContainersNotInitialized',
            message: `containers with incomplete status: ${names(
              uninitialised,
            )}`,
          }
        : { type: 'Initialized', status: 'True' as const },
      { type: 'ContainersReady', ...readyCondition },
      { type: 'Ready', ...readyCondition },
    ];
    for (const condition of later) {
      conditions = withCondition(conditions, condition, now);
    }
  }
  return {
    phase,
    conditions,
    qosClass: qosClass(pod),
    ...(record.hostIP
      ? { hostIP: record.hostIP, hostIPs: [{ ip: record.hostIP }] }
      : {}),
    ...(record.podIP && record.prepared
      ? { podIP: record.podIP, podIPs: [{ ip: record.podIP }] }
      : {}),
    ...(record.startTime ? { startTime: record.startTime } : {}),
    ...(record.unschedulable
      ? {}
      : {
          ...(record.initContainers.length > 0
            ? {
                initContainerStatuses:
                  record.initContainers.map(containerStatus),
              }
            : {}),
          containerStatuses: record.containers.map(containerStatus),
        }),
  };
}

/** A container that has not begun. */
export function notStarted(
  container: { name: string; image: string; restartPolicy?: string },
  reason: string,
): ContainerRecord {
  return {
    ...(container.restartPolicy === 'Always' ? { isSidecar: true } : {}),
    name: container.name,
    image: container.image,
    state: { waiting: { reason } },
    ready: false,
    restartCount: 0,
  };
}

/** The state of a container that ended. */
export function ended(
  container: ContainerRecord,
  { exitCode, reason, message }: ContainerResult,
  now: Date,
): ContainerState {
  return {
    terminated: {
      exitCode,
      reason: reason ?? (exitCode === 0 ? 'Completed' : 'Error'),
      ...(message ? { message } : {}),
      startedAt: container.state.running?.startedAt ?? timestamp(now),
      finishedAt: timestamp(now),
      containerID: container.containerID ?? '',
    },
  };
}
