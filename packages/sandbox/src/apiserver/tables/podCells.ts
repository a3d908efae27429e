import type { StoredObject } from '../ClusterStore';
import { ago } from './age';

interface ContainerStatus {
  ready?: boolean;
  restartCount?: number;
  state?: {
    running?: object;
    waiting?: { reason?: string };
    terminated?: {
      reason?: string;
      exitCode?: number;
      signal?: number;
    };
  };
  lastState?: { terminated?: { finishedAt?: string } };
}

function ended(terminated: {
  reason?: string;
  exitCode?: number;
  signal?: number;
}) {
  return (
    terminated.reason ||
    (terminated.signal
      ? `Signal:${terminated.signal}`
      : `ExitCode:${terminated.exitCode ?? 0}`)
  );
}

/** What an init container that is not done makes of the pod's status. */
function initialising(pod: StoredObject): string | undefined {
  const statuses: ContainerStatus[] = pod.status?.initContainerStatuses ?? [];
  const total = pod.spec?.initContainers?.length ?? 0;
  for (const [index, { state }] of statuses.entries()) {
    if (state?.terminated?.exitCode === 0) {
      continue;
    }
    if (state?.terminated) {
      return `Init:${ended(state.terminated)}`;
    }
    const waiting = state?.waiting?.reason;
    return waiting && waiting !== 'PodInitializing'
      ? `Init:${waiting}`
      : `Init:${index}/${total}`;
  }
  return undefined;
}

function settled(pod: StoredObject): string {
  let reason: string = pod.status?.reason || pod.status?.phase || 'Unknown';
  const gated = pod.status?.conditions?.some(
    (condition: { type: string; reason?: string }) =>
      condition.type === 'PodScheduled' &&
      condition.reason === 'SchedulingGated',
  );
  if (gated) {
    reason = 'SchedulingGated';
  }
  let running = false;
  const statuses: ContainerStatus[] = pod.status?.containerStatuses ?? [];
  for (const { state, ready } of [...statuses].reverse()) {
    if (state?.waiting?.reason) {
      reason = state.waiting.reason;
    } else if (state?.terminated) {
      reason = ended(state.terminated);
    } else if (ready && state?.running) {
      running = true;
    }
  }
  if (reason === 'Completed' && running) {
    const readyCondition = pod.status?.conditions?.some(
      (condition: { type: string; status: string }) =>
        condition.type === 'Ready' && condition.status === 'True',
    );
    return readyCondition ? 'Running' : 'NotReady';
  }
  return reason;
}

/** STATUS of `kubectl get pods`. */
export function podStatus(pod: StoredObject): string {
  if (pod.metadata.deletionTimestamp) {
    return pod.status?.reason === 'NodeLost' ? 'Unknown' : 'Terminating';
  }
  return initialising(pod) ?? settled(pod);
}

/** READY of `kubectl get pods`, as `1/2`. */
export function podReady(pod: StoredObject): string {
  const statuses: ContainerStatus[] = pod.status?.containerStatuses ?? [];
  const ready = statuses.filter(
    status => status.ready && status.state?.running,
  );
  return `${ready.length}/${pod.spec?.containers?.length ?? 0}`;
}

/** RESTARTS of `kubectl get pods`, as `3 (5m ago)`. */
export function podRestarts(pod: StoredObject, now: Date): string {
  const statuses: ContainerStatus[] =
    (initialising(pod)
      ? pod.status?.initContainerStatuses
      : pod.status?.containerStatuses) ?? [];
  const count = statuses.reduce(
    (sum, status) => sum + (status.restartCount ?? 0),
    0,
  );
  const last = statuses
    .map(status => status.lastState?.terminated?.finishedAt)
    .filter(time => time !== undefined)
    .sort()
    .pop();
  return count > 0 && last ? `${count} (${ago(last, now)} ago)` : String(count);
}

/** READINESS GATES of `kubectl get pods -o wide`, as `1/2`. */
export function readinessGates(pod: StoredObject): string {
  const gates: Array<{ conditionType: string }> =
    pod.spec?.readinessGates ?? [];
  if (gates.length === 0) {
    return '<none>';
  }
  const passed = gates.filter(({ conditionType }) =>
    pod.status?.conditions?.some(
      (condition: { type: string; status: string }) =>
        condition.type === conditionType && condition.status === 'True',
    ),
  );
  return `${passed.length}/${gates.length}`;
}
