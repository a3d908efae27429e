import type { Clock } from '../../Clock';
import type { ClusterStore, StoredObject } from '../../apiserver/ClusterStore';
import { adoptPod, hasBegun } from './adoptPod';
import { chooseProgram } from './chooseProgram';
import type { ContainerSpec, ProgramChooser } from './ContainerProgram';
import { endPod } from './endPod';
import type { Kubelet } from './Kubelet';
import { missingVolume } from './missingDependency';
import { NodeOccupancy } from './NodeOccupancy';
import { placePod } from './placePod';
import { noPodDisturbances, type PodDisturbances } from './podDisturbances';
import { PodSteps } from './PodSteps';
import { createContainerRunner } from './runContainer';
import { initContainers, mainContainers, type RunningPod } from './RunningPod';
import { troubledProgram } from './troubledProgram';

/** From being created to being looked at by the scheduler. */
const SCHEDULING = 50;
/** From being on a node to the first container: its network and volumes; images are there already. */
const PREPARING = 300;
/** How often a volume that is missing is looked for again. */
const LOOKING_AGAIN = 1000;

/**
 * Plays the scheduler and the kubelets: places pods, waits for what they mount, runs their init
 * containers one after the other and their containers together, restarts what fails, and ends what is
 * deleted.
 *
 * @param keepOff - why a pod can be placed nowhere, for faults
 */
export function startKubelet(
  store: ClusterStore,
  clock: Clock,
  choosers: ProgramChooser[],
  keepOff: (pod: StoredObject) => string | undefined = () => undefined,
  disturbances: PodDisturbances = noPodDisturbances(),
): Kubelet {
  const steps = new PodSteps(store, clock, disturbances.lostNodes);
  const occupancy = new NodeOccupancy(store);
  const all = [troubledProgram(disturbances), ...choosers];
  const programOf = (
    pod: StoredObject,
    container: ContainerSpec,
    isInit: boolean,
  ) => chooseProgram(all, pod, container, isInit);
  const { run, end, probe } = createContainerRunner(
    steps,
    programOf,
    disturbances,
  );
  const place = placePod(steps, occupancy, keepOff, pod =>
    steps.later(pod, PREPARING, prepare),
  );

  function prepare(pod: StoredObject, running: RunningPod) {
    const missing = missingVolume(store, pod);
    if (missing) {
      steps.tell(pod, 'Warning', 'FailedMount', missing);
      steps.later(pod, LOOKING_AGAIN, prepare);
      return;
    }
    running.record.prepared = true;
    runInit(pod, running, 0);
  }

  /** Runs the init containers from one on, and the others after the last. */
  function runInit(pod: StoredObject, running: RunningPod, index: number) {
    const spec = pod.spec.initContainers?.[index] as ContainerSpec | undefined;
    if (!spec) {
      mainContainers(pod, running).forEach(each => run(pod, running, each));
      return;
    }
    const record = running.record.initContainers[index];
    if (record.isSidecar) {
      run(pod, running, { spec, record, isInit: false });
      runInit(pod, running, index + 1);
      return;
    }
    run(pod, running, {
      spec,
      record,
      isInit: true,
      done: next => runInit(next, running, index + 1),
    });
  }

  const unsubscribe = store.subscribe('pods', ({ type, object }) => {
    const { uid, deletionTimestamp } = object.metadata;
    const running = steps.pods.get(uid);
    if (type === 'DELETED') {
      steps.forget(uid);
    } else if (deletionTimestamp) {
      endPod(steps, object, running);
    } else if (!running) {
      steps.pods.set(uid, adoptPod(object));
      if (!hasBegun(object.status)) {
        steps.later(object, SCHEDULING, place);
      }
    }
  });

  return {
    recheck(namespace, name) {
      const pod = store.get('pods', namespace, name);
      const running = pod && steps.pods.get(pod.metadata.uid);
      if (!pod || !running || running.ending) {
        return;
      }
      for (const container of [
        ...initContainers(pod, running),
        ...mainContainers(pod, running),
      ]) {
        const { spec, record, isInit } = container;
        const program = programOf(pod, spec, isInit);
        if (record.failedPulls || program.does === 'serve') {
          running.backOff.get(spec.name)?.();
        }
        if (isInit) {
          continue;
        }
        if (record.state.running && program.does === 'end') {
          steps.say(pod, spec.name, program.lines);
          end(pod, running, container, program.result());
        } else if (record.state.running && record.ready) {
          probe(pod, running, container);
        }
      }
    },
    report(pod) {
      const running = steps.pods.get(pod.metadata.uid);
      if (running) {
        steps.report(pod, running);
      }
    },
    stop() {
      unsubscribe();
      occupancy.stop();
      [...steps.pods.keys()].forEach(uid => steps.forget(uid));
    },
  };
}
