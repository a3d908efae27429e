import type { StoredObject } from '../../apiserver/ClusterStore';
import { crashKey, placeOf } from '../Disturbances';
import type {
  ContainerProgram,
  ContainerResult,
  ContainerSpec,
} from './ContainerProgram';
import type { PodDisturbances } from './podDisturbances';
import type { PodSteps } from './PodSteps';
import type { Container } from './runContainer';
import type { RunningPod } from './RunningPod';

const DEFAULT_PERIOD_SECONDS = 10;
/** How often a container is asked whose own check says no. */
const ASKING_AGAIN = 1000;
const DEFAULT_THRESHOLD = 3;
const KILLED = 137;

/**
 * The kubelet's probes of a running container. Only a container that is made to fail is asked again and
 * again; any other answers well as long as it runs.
 */
export function watchHealth(
  steps: PodSteps,
  { unhealthy }: Pick<PodDisturbances, 'unhealthy'>,
  programOf: (pod: StoredObject, spec: ContainerSpec) => ContainerProgram,
  end: (
    pod: StoredObject,
    running: RunningPod,
    container: Container,
    result: ContainerResult,
  ) => void,
) {
  return function probe(
    pod: StoredObject,
    running: RunningPod,
    container: Container,
    failures = 0,
  ): void {
    const { spec, record } = container;
    const setReady = (ready: boolean) => {
      if (record.ready !== ready) {
        record.ready = ready;
        steps.report(pod, running);
      }
    };
    const run = record.containerID;
    const again = (milliseconds: number, failed: number) =>
      steps.later(pod, milliseconds, next => {
        if (record.state.running && record.containerID === run) {
          probe(next, running, container, failed);
        }
      });
    const answer = unhealthy.get(placeOf(pod)) ?? unhealthy.get(crashKey(pod));
    if (answer === undefined) {
      const program = programOf(pod, spec);
      const no = program.does === 'serve' && program.ready?.() === false;
      setReady(!no);
      if (no) {
        again(ASKING_AGAIN, 0);
      }
      return;
    }
    const { readinessProbe, livenessProbe } = spec;
    // Who answers wrongly still accepts connections.
    if (livenessProbe && !livenessProbe.tcpSocket) {
      const message = `Liveness probe failed: ${answer}`;
      steps.tell(pod, 'Warning', 'Unhealthy', message);
      const threshold = livenessProbe.failureThreshold ?? DEFAULT_THRESHOLD;
      if (failures + 1 >= threshold) {
        steps.tell(
          pod,
          'Normal',
          'Killing',
          `Container ${spec.name} failed liveness probe, will be restarted`,
        );
        end(pod, running, container, { exitCode: KILLED });
        return;
      }
    }
    if (readinessProbe) {
      const message = `Readiness probe failed: ${answer}`;
      steps.tell(pod, 'Warning', 'Unhealthy', message);
    }
    setReady(false);
    const { periodSeconds = DEFAULT_PERIOD_SECONDS } =
      readinessProbe ?? livenessProbe ?? {};
    again(periodSeconds * 1000, failures + 1);
  };
}
