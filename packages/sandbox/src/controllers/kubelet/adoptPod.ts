import type { StoredObject } from '../../apiserver/ClusterStore';
import type { ContainerSpec } from './ContainerProgram';
import { notStarted, type ContainerRecord } from './podStatus';
import { newRunningPod, type RunningPod } from './RunningPod';

function recordOf(spec: ContainerSpec, status: any): ContainerRecord {
  const { state, lastState, ready, restartCount, containerID } = status;
  return {
    ...notStarted(spec, ''),
    state,
    ...(Object.keys(lastState ?? {}).length > 0 ? { lastState } : {}),
    ready,
    restartCount,
    ...(containerID ? { containerID } : {}),
  };
}

/**
 * A pod that its status says to have begun already, as a kubelet finds those that ran before it was
 * started; a new one otherwise.
 */
export function adoptPod({ spec, status }: StoredObject): RunningPod {
  const running = newRunningPod(spec);
  if (!hasBegun(status)) {
    return running;
  }
  const records = (specs: ContainerSpec[] = [], statuses: any[] = []) =>
    specs.map(container =>
      recordOf(
        container,
        statuses.find(({ name }) => name === container.name),
      ),
    );
  const { hostIP, podIP, startTime } = status;
  running.record = {
    prepared: true,
    hostIP,
    podIP,
    startTime,
    initContainers: records(spec.initContainers, status.initContainerStatuses),
    containers: records(spec.containers, status.containerStatuses),
  };
  return running;
}

/** Whether nothing has to be done any more for a pod's containers to run. */
export function hasBegun(status: any): boolean {
  const containers: any[] = status?.containerStatuses ?? [];
  return (
    containers.length > 0 && containers.every(({ state }) => !state.waiting)
  );
}
