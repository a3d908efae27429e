import type { StoredObject } from '../../apiserver/ClusterStore';
import type { ContainerSpec } from './ContainerProgram';
import { notStarted, type PodRecord } from './podStatus';

/** A pod as its kubelet plays it. */
export interface RunningPod {
  record: PodRecord;
  /** What takes its planned steps back. */
  timers: Set<() => void>;
  /** Starts the containers that wait for their next try, by their names. */
  backOff: Map<string, () => void>;
  /** How often a node was looked for, and when the scheduler last said that there is none. */
  tries?: number;
  complainedAt?: number;
  /** Whether its containers are being ended for good. */
  ending?: boolean;
}

/** A pod of which nothing has begun. */
export function newRunningPod(spec: {
  initContainers?: ContainerSpec[];
  containers: ContainerSpec[];
}): RunningPod {
  const { initContainers = [], containers } = spec;
  const waiting =
    initContainers.length > 0 ? 'PodInitializing' : 'ContainerCreating';
  return {
    timers: new Set(),
    backOff: new Map(),
    record: {
      prepared: false,
      initContainers: initContainers.map((container, index) =>
        notStarted(container, index === 0 ? 'ContainerCreating' : waiting),
      ),
      containers: containers.map(container => notStarted(container, waiting)),
    },
  };
}

/** The containers of a pod that run together, each with what is known of it. */
export const mainContainers = (pod: StoredObject, running: RunningPod) =>
  (pod.spec.containers as ContainerSpec[]).map((spec, index) => ({
    spec,
    record: running.record.containers[index],
    isInit: false,
  }));

/** The init containers of a pod. */
export const initContainers = (pod: StoredObject, running: RunningPod) =>
  ((pod.spec.initContainers ?? []) as ContainerSpec[]).map((spec, index) => ({
    spec,
    record: running.record.initContainers[index],
    isInit: !running.record.initContainers[index].isSidecar,
  }));
