import { randomBytes } from 'crypto';
import type { Clock } from '../../Clock';
import type { ClusterStore, StoredObject } from '../../apiserver/ClusterStore';
import { timestamp } from '../machinery/conditions';
import { recordEvent } from '../machinery/recordEvent';
import { chooseNode } from './chooseNode';
import type {
  ContainerProgram,
  ContainerResult,
  ContainerSpec,
  ProgramChooser,
} from './ContainerProgram';
import { missingEnvironment, missingVolume } from './missingDependency';
import {
  ended,
  notStarted,
  podStatus,
  type ContainerRecord,
  type PodRecord,
} from './podStatus';

/** From being created to being on a node. */
const SCHEDULING = 200;
/** From being on a node to the first container, images included. */
const PREPARING = 600;
/** How often something that is missing is looked for again. */
const LOOKING_AGAIN = 1000;
/** What an init container without a program of its own takes. */
const INIT_CONTAINER = 400;
/** From a container's start to its readiness, when its program does not say. */
const BECOMING_READY = 1500;
const FIRST_BACK_OFF = 10_000;
const LONGEST_BACK_OFF = 300_000;

/** The node agents and the scheduler of one cluster. */
export interface Kubelet {
  /** Asks the containers of a pod again what they do: ends what should not run, starts what should. */
  recheck(namespace: string, pod: string): void;
  stop(): void;
}

/** The store of the real API keeps the log of the run before; others need not. */
export type KubeletStore = ClusterStore & {
  restartLog?(namespace: string, pod: string, container: string): void;
};

interface RunningPod {
  record: PodRecord;
  timers: Set<() => void>;
  /** Starts the containers that wait for their next try. */
  backOff: Map<string, () => void>;
}

/** The kubelet's wait before the n-th restart. */
export function backOff(restartCount: number): number {
  return Math.min(FIRST_BACK_OFF * 2 ** restartCount, LONGEST_BACK_OFF);
}

/**
 * Plays the scheduler and the kubelets: places pods, waits for what they mount, runs their init
 * containers one after the other and their containers together, and restarts what fails.
 *
 * @param keepOff - why a pod can be placed nowhere, for faults
 */
export function startKubelet(
  store: KubeletStore,
  clock: Clock,
  choosers: ProgramChooser[],
  keepOff: (pod: StoredObject) => string | undefined = () => undefined,
): Kubelet {
  const pods = new Map<string, RunningPod>();
  let addresses = 10;

  function programOf(
    pod: StoredObject,
    container: ContainerSpec,
    isInit: boolean,
  ): ContainerProgram {
    for (const choose of choosers) {
      const program = choose(pod, container, isInit);
      if (program) {
        return program;
      }
    }
    if (isInit || pod.spec.restartPolicy === 'Never') {
      return {
        does: 'end',
        after: INIT_CONTAINER,
        result: () => ({ exitCode: 0 }),
      };
    }
    return pod.spec.restartPolicy === 'OnFailure'
      ? { does: 'end', after: BECOMING_READY, result: () => ({ exitCode: 0 }) }
      : { does: 'serve', readyAfter: BECOMING_READY };
  }

  /** The pod as it is now, if it is still the same one. */
  const current = (uid: string, namespace: string, name: string) => {
    const pod = store.get('pods', namespace, name);
    return pod?.metadata.uid === uid ? pod : undefined;
  };

  /** A step of one pod, by its uid: a pod that is gone takes no more steps. */
  function later(
    pod: StoredObject,
    milliseconds: number,
    step: (pod: StoredObject, running: RunningPod) => void,
  ): () => void {
    const { uid, name, namespace } = pod.metadata;
    const running = pods.get(uid);
    if (!running) {
      return () => {};
    }
    const cancel = clock.after(milliseconds, () => {
      running.timers.delete(cancel);
      const now = current(uid, namespace!, name);
      if (now) {
        step(now, running);
      }
    });
    running.timers.add(cancel);
    return () => {
      cancel();
      running.timers.delete(cancel);
    };
  }

  function report(pod: StoredObject, running: RunningPod) {
    store.updateStatus(
      'pods',
      pod.metadata.namespace,
      pod.metadata.name,
      status => {
        const next = podStatus(
          { ...pod, status: { conditions: status.conditions } },
          running.record,
          clock.now(),
        );
        for (const field of Object.keys(status)) {
          delete status[field];
        }
        Object.assign(status, next);
      },
    );
  }

  function say(pod: StoredObject, container: string, lines: string[] = []) {
    for (const line of lines) {
      store.appendLog(
        pod.metadata.namespace!,
        pod.metadata.name,
        container,
        line,
      );
    }
  }

  function tell(
    pod: StoredObject,
    type: 'Normal' | 'Warning',
    reason: string,
    message: string,
    source = 'kubelet',
  ) {
    recordEvent(store, clock, pod, { type, reason, message, source });
  }

  function place(pod: StoredObject, running: RunningPod) {
    if (!pod.spec.nodeName) {
      const hindrance = keepOff(pod);
      const placement = hindrance
        ? { unschedulable: hindrance }
        : chooseNode(store, pod);
      if ('unschedulable' in placement) {
        if (running.record.unschedulable !== placement.unschedulable) {
          running.record.unschedulable = placement.unschedulable;
          tell(
            pod,
            'Warning',
            'FailedScheduling',
            placement.unschedulable,
            'default-scheduler',
          );
          report(pod, running);
        }
        later(pod, LOOKING_AGAIN, place);
        return;
      }
      const node = placement.node.metadata.name;
      store.update('pods', pod.metadata.namespace, pod.metadata.name, copy => {
        copy.spec.nodeName = node;
      });
      tell(
        pod,
        'Normal',
        'Scheduled',
        `Successfully assigned ${pod.metadata.namespace}/${pod.metadata.name} to ${node}`,
        'default-scheduler',
      );
    }
    const placed = current(
      pod.metadata.uid,
      pod.metadata.namespace!,
      pod.metadata.name,
    );
    if (!placed) {
      return;
    }
    const node = store.get('nodes', undefined, placed.spec.nodeName);
    addresses += 1;
    Object.assign(running.record, {
      unschedulable: undefined,
      hostIP: node?.status?.addresses?.find(
        (address: { type: string }) => address.type === 'InternalIP',
      )?.address,
      podIP: `10.42.${Math.floor(addresses / 250) % 250}.${
        (addresses % 250) + 2
      }`,
      startTime: timestamp(clock.now()),
    });
    report(placed, running);
    later(placed, PREPARING, prepare);
  }

  function prepare(pod: StoredObject, running: RunningPod) {
    const missing = missingVolume(store, pod);
    if (missing) {
      tell(pod, 'Warning', 'FailedMount', missing);
      later(pod, LOOKING_AGAIN, prepare);
      return;
    }
    running.record.prepared = true;
    if (running.record.initContainers.length > 0) {
      runInit(pod, running, 0);
    } else {
      startContainers(pod, running);
    }
  }

  function runInit(pod: StoredObject, running: RunningPod, index: number) {
    const spec = pod.spec.initContainers?.[index] as ContainerSpec | undefined;
    if (!spec) {
      startContainers(pod, running);
      return;
    }
    run(pod, running, spec, running.record.initContainers[index], true, next =>
      runInit(next, running, index + 1),
    );
  }

  function startContainers(pod: StoredObject, running: RunningPod) {
    (pod.spec.containers as ContainerSpec[]).forEach((spec, index) =>
      run(pod, running, spec, running.record.containers[index], false),
    );
  }

  /** Starts one container; `done` is called when it ended well. */
  function run(
    pod: StoredObject,
    running: RunningPod,
    spec: ContainerSpec,
    record: ContainerRecord,
    isInit: boolean,
    done?: (pod: StoredObject) => void,
  ) {
    const missing = missingEnvironment(store, pod, spec);
    if (missing) {
      const reason = 'CreateContainerConfigError';
      record.state = { waiting: { reason, message: missing } };
      tell(pod, 'Warning', 'Failed', `Error: ${missing}`);
      report(pod, running);
      later(pod, LOOKING_AGAIN, next =>
        run(next, running, spec, record, isInit, done),
      );
      return;
    }
    record.containerID = `containerd://${randomBytes(32).toString('hex')}`;
    record.state = { running: { startedAt: timestamp(clock.now()) } };
    const program = programOf(pod, spec, isInit);
    tell(pod, 'Normal', 'Started', `Started container ${spec.name}`);
    report(pod, running);
    if (program.does === 'serve') {
      say(pod, spec.name, program.lines);
      const starting = record.containerID;
      later(pod, program.readyAfter, next => {
        if (record.state.running && record.containerID === starting) {
          record.ready = true;
          report(next, running);
        }
      });
      return;
    }
    const finish = (next: StoredObject, result: ContainerResult) => {
      say(next, spec.name, result.lines);
      record.ready = isInit && result.exitCode === 0;
      record.state = ended(
        record,
        result.exitCode,
        result.message,
        clock.now(),
      );
      if (result.exitCode === 0) {
        report(next, running);
        if (!isInit && next.spec.restartPolicy === 'Always') {
          restart(next, running, spec, record, isInit, done);
        }
        done?.(next);
      } else if (next.spec.restartPolicy === 'Never') {
        report(next, running);
      } else {
        restart(next, running, spec, record, isInit, done);
      }
    };
    if (program.does === 'end') {
      say(pod, spec.name, program.lines);
      later(pod, program.after, next => finish(next, program.result()));
      return;
    }
    const ask = (next: StoredObject) => {
      if (program.until()) {
        finish(next, {
          exitCode: 0,
          lines: program.answered ? [program.answered] : [],
        });
      } else {
        say(next, spec.name, [program.asking]);
        later(next, LOOKING_AGAIN, ask);
      }
    };
    later(pod, INIT_CONTAINER, ask);
  }

  function restart(
    pod: StoredObject,
    running: RunningPod,
    spec: ContainerSpec,
    record: ContainerRecord,
    isInit: boolean,
    done?: (pod: StoredObject) => void,
  ) {
    const wait = backOff(record.restartCount);
    record.ready = false;
    record.lastState = record.state;
    record.state = {
      waiting: {
        reason: 'CrashLoopBackOff',
        message: `back-off ${Math.round(
          wait / 1000,
        )}s restarting failed container=${spec.name} pod=${pod.metadata.name}_${
          pod.metadata.namespace
        }(${pod.metadata.uid})`,
      },
    };
    tell(
      pod,
      'Warning',
      'BackOff',
      `Back-off restarting failed container ${spec.name} in pod ${pod.metadata.name}_${pod.metadata.namespace}(${pod.metadata.uid})`,
    );
    report(pod, running);
    const again = (next: StoredObject) => {
      running.backOff.delete(spec.name);
      store.restartLog?.(
        next.metadata.namespace!,
        next.metadata.name,
        spec.name,
      );
      record.restartCount += 1;
      run(next, running, spec, record, isInit, done);
    };
    const cancel = later(pod, wait, again);
    running.backOff.set(spec.name, () => {
      cancel();
      const now = current(
        pod.metadata.uid,
        pod.metadata.namespace!,
        pod.metadata.name,
      );
      if (now) {
        again(now);
      }
    });
  }

  function adopt(pod: StoredObject) {
    if (pods.has(pod.metadata.uid)) {
      return;
    }
    const initSpecs: ContainerSpec[] = pod.spec.initContainers ?? [];
    const waiting =
      initSpecs.length > 0 ? 'PodInitializing' : 'ContainerCreating';
    const running: RunningPod = {
      timers: new Set(),
      backOff: new Map(),
      record: {
        prepared: false,
        initContainers: initSpecs.map((spec, index) =>
          notStarted(spec, index === 0 ? 'ContainerCreating' : waiting),
        ),
        containers: pod.spec.containers.map((spec: ContainerSpec) =>
          notStarted(spec, waiting),
        ),
      },
    };
    pods.set(pod.metadata.uid, running);
    later(pod, SCHEDULING, place);
  }

  function forget(uid: string) {
    const running = pods.get(uid);
    pods.delete(uid);
    running?.timers.forEach(cancel => cancel());
  }

  const unsubscribe = store.subscribe('pods', event => {
    if (event.type === 'DELETED') {
      forget(event.object.metadata.uid);
    } else {
      adopt(event.object);
    }
  });

  return {
    recheck(namespace, name) {
      const pod = store.get('pods', namespace, name);
      const running = pod && pods.get(pod.metadata.uid);
      if (!pod || !running) {
        return;
      }
      (pod.spec.containers as ContainerSpec[]).forEach((spec, index) => {
        const record = running.record.containers[index];
        const program = programOf(pod, spec, false);
        if (record.state.running && program.does === 'end') {
          const result = program.result();
          say(pod, spec.name, [
            ...(program.lines ?? []),
            ...(result.lines ?? []),
          ]);
          record.state = ended(
            record,
            result.exitCode,
            result.message,
            clock.now(),
          );
          restart(pod, running, spec, record, false);
        } else if (program.does === 'serve') {
          running.backOff.get(spec.name)?.();
        }
      });
    },
    stop() {
      unsubscribe();
      [...pods.keys()].forEach(forget);
    },
  };
}
