import type { Clock } from '../../Clock';
import type { ClusterStore, StoredObject } from '../../apiserver/ClusterStore';
import { chooseProgram } from './chooseProgram';
import type { ContainerSpec, ProgramChooser } from './ContainerProgram';
import type { Kubelet } from './Kubelet';
import { missingVolume } from './missingDependency';
import { placePod } from './placePod';
import { PodSteps } from './PodSteps';
import { createContainerRunner } from './runContainer';
import { mainContainers, newRunningPod, type RunningPod } from './RunningPod';

/** From being created to being looked at by the scheduler. */
const SCHEDULING = 50;
/** From being on a node to the first container: its network and volumes; images are there already. */
const PREPARING = 300;
/** How often a volume that is missing is looked for again. */
const LOOKING_AGAIN = 1000;

/**
 * Plays the scheduler and the kubelets: places pods, waits for what they mount, runs their init
 * containers one after the other and their containers together, and restarts what fails.
 *
 * @param keepOff - why a pod can be placed nowhere, for faults
 */
export function startKubelet(
  store: ClusterStore,
  clock: Clock,
  choosers: ProgramChooser[],
  keepOff: (pod: StoredObject) => string | undefined = () => undefined,
): Kubelet {
  const steps = new PodSteps(store, clock);
  const programOf = (
    pod: StoredObject,
    container: ContainerSpec,
    isInit: boolean,
  ) => chooseProgram(choosers, pod, container, isInit);
  const { run, end } = createContainerRunner(steps, programOf);
  const place = placePod(steps, keepOff, pod =>
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
    run(pod, running, {
      spec,
      record: running.record.initContainers[index],
      isInit: true,
      done: next => runInit(next, running, index + 1),
    });
  }

  const unsubscribe = store.subscribe('pods', ({ type, object }) => {
    const { uid } = object.metadata;
    if (type === 'DELETED') {
      steps.forget(uid);
    } else if (!steps.pods.has(uid)) {
      steps.pods.set(uid, newRunningPod(object.spec));
      steps.later(object, SCHEDULING, place);
    }
  });

  return {
    recheck(namespace, name) {
      const pod = store.get('pods', namespace, name);
      const running = pod && steps.pods.get(pod.metadata.uid);
      if (!pod || !running) {
        return;
      }
      for (const container of mainContainers(pod, running)) {
        const { spec, record } = container;
        const program = programOf(pod, spec, false);
        if (record.state.running && program.does === 'end') {
          steps.say(pod, spec.name, program.lines);
          end(pod, running, container, program.result());
        } else if (program.does === 'serve') {
          running.backOff.get(spec.name)?.();
        }
      }
    },
    stop() {
      unsubscribe();
      [...steps.pods.keys()].forEach(uid => steps.forget(uid));
    },
  };
}
