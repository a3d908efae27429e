import { randomBytes } from 'crypto';
import type { StoredObject } from '../../apiserver/ClusterStore';
import { timestamp } from '../machinery/conditions';
import { backOff, failuresInARow } from './backOff';
import type {
  ContainerProgram,
  ContainerResult,
  ContainerSpec,
} from './ContainerProgram';
import { missingEnvironment } from './missingDependency';
import type { PodDisturbances } from './podDisturbances';
import type { PodSteps } from './PodSteps';
import { pullImage } from './pullImage';
import { watchHealth } from './watchHealth';
import { ended, type ContainerRecord } from './podStatus';
import type { RunningPod } from './RunningPod';

/** How often something that is missing or waited for is looked for again. */
const LOOKING_AGAIN = 1000;
/** What a container that waits for something takes to ask for the first time. */
const FIRST_QUESTION = 400;

/** One container of a pod. */
export interface Container {
  spec: ContainerSpec;
  record: ContainerRecord;
  isInit: boolean;
  /** The step after it ended well. */
  done?: (pod: StoredObject) => void;
}

/** Starts and ends containers. */
export interface ContainerRunner {
  run(pod: StoredObject, running: RunningPod, container: Container): void;
  /** The container ends now, whatever its program was. */
  end(
    pod: StoredObject,
    running: RunningPod,
    container: Container,
    result: ContainerResult,
  ): void;
  /** A running container is asked how it is now, rather than at its next probe. */
  probe(pod: StoredObject, running: RunningPod, container: Container): void;
}

/** Plays the part of a kubelet that concerns single containers, restarts included. */
export function createContainerRunner(
  steps: PodSteps,
  programOf: (
    pod: StoredObject,
    spec: ContainerSpec,
    isInit: boolean,
  ) => ContainerProgram,
  disturbances: PodDisturbances,
): ContainerRunner {
  const { store, clock } = steps;
  const probe = watchHealth(
    steps,
    disturbances,
    (pod, spec) => programOf(pod, spec, false),
    end,
  );

  function run(pod: StoredObject, running: RunningPod, container: Container) {
    const { spec, record, isInit } = container;
    const again = (next: StoredObject) => run(next, running, container);
    if (!pullImage(steps, disturbances, pod, running, container, again)) {
      return;
    }
    const missing = missingEnvironment(store, pod, spec);
    if (missing) {
      const reason = 'CreateContainerConfigError';
      record.state = { waiting: { reason, message: missing } };
      steps.tell(pod, 'Warning', 'Failed', `Error: ${missing}`);
      steps.report(pod, running);
      steps.later(pod, LOOKING_AGAIN, again);
      return;
    }
    record.containerID = `containerd://${randomBytes(32).toString('hex')}`;
    record.state = { running: { startedAt: timestamp(clock.now()) } };
    const program = programOf(pod, spec, isInit);
    steps.tell(
      pod,
      'Normal',
      'Pulled',
      `Container image "${spec.image}" already present on machine`,
    );
    steps.tell(pod, 'Normal', 'Created', `Created container: ${spec.name}`);
    steps.tell(pod, 'Normal', 'Started', `Started container ${spec.name}`);
    steps.report(pod, running);
    if (program.does === 'serve') {
      steps.say(pod, spec.name, program.lines);
      const starting = record.containerID;
      steps.later(pod, program.readyAfter, next => {
        if (record.state.running && record.containerID === starting) {
          probe(next, running, container);
        }
      });
    } else if (program.does === 'end') {
      steps.say(pod, spec.name, program.lines);
      steps.later(pod, program.after, next =>
        end(next, running, container, program.result()),
      );
    } else if (program.does === 'work') {
      steps.say(pod, spec.name, program.lines);
      const work = (next: StoredObject) => {
        const outcome = program.step();
        if (typeof outcome === 'number') {
          steps.later(next, outcome, work);
        } else {
          end(next, running, container, outcome);
        }
      };
      steps.later(pod, program.after, work);
    } else {
      const ask = (next: StoredObject) => {
        if (program.until()) {
          const lines = program.answered ? [program.answered] : [];
          end(next, running, container, { exitCode: 0, lines });
        } else {
          steps.say(next, spec.name, [program.asking]);
          steps.later(next, LOOKING_AGAIN, ask);
        }
      };
      steps.later(pod, FIRST_QUESTION, ask);
    }
  }

  function end(
    pod: StoredObject,
    running: RunningPod,
    container: Container,
    result: ContainerResult,
  ) {
    const { spec, record, isInit } = container;
    const { exitCode, lines } = result;
    steps.say(pod, spec.name, lines);
    record.ready = isInit && exitCode === 0;
    record.state = ended(record, result, clock.now());
    steps.report(pod, running);
    const { restartPolicy } = pod.spec;
    const again =
      exitCode === 0
        ? !isInit && restartPolicy === 'Always'
        : restartPolicy !== 'Never';
    if (again) {
      restart(pod, running, container);
    }
    if (exitCode === 0) {
      container.done?.(pod);
    }
  }

  function restart(
    pod: StoredObject,
    running: RunningPod,
    container: Container,
  ) {
    const { spec, record } = container;
    const { namespace, name, uid } = pod.metadata;
    const { startedAt, finishedAt } = record.state.terminated!;
    const ran = Date.parse(finishedAt) - Date.parse(startedAt);
    record.failures = failuresInARow(record.failures ?? 0, ran);
    record.ready = false;
    const wait = backOff(record.failures);
    if (wait > 0) {
      const failing = `failed container=${spec.name} pod=${name}_${namespace}(${uid})`;
      const reason = 'CrashLoopBackOff';
      const message = `back-off ${wait / 1000}s restarting ${failing}`;
      record.lastState = record.state;
      record.state = { waiting: { reason, message } };
      store.endLog(namespace!, name, spec.name);
      steps.tell(
        pod,
        'Warning',
        'BackOff',
        `Back-off restarting failed container ${spec.name} in pod ${name}_${namespace}(${uid})`,
      );
      steps.report(pod, running);
    }
    const again = (next: StoredObject) => {
      running.backOff.delete(spec.name);
      store.restartLog(namespace!, name, spec.name);
      if (record.state.terminated) {
        record.lastState = record.state;
      }
      record.restartCount += 1;
      run(next, running, container);
    };
    const cancel = steps.later(pod, wait, again);
    running.backOff.set(spec.name, () => {
      cancel();
      const now = steps.current(pod);
      if (now) {
        again(now);
      }
    });
  }

  return { run, end, probe };
}
