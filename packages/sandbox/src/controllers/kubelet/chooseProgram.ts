import type { StoredObject } from '../../apiserver/ClusterStore';
import type {
  ContainerProgram,
  ContainerSpec,
  ProgramChooser,
} from './ContainerProgram';

/** What a container that does its work and ends takes when no program says otherwise. */
const WORKING = 400;
/** From a container's start to its readiness, when its program does not say. */
const BECOMING_READY = 1500;

const endsWell = (after: number): ContainerProgram => ({
  does: 'end',
  after,
  result: () => ({ exitCode: 0 }),
});

/** What a container does: what the first chooser says, or what its pod's restart policy suggests. */
export function chooseProgram(
  choosers: ProgramChooser[],
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
    return endsWell(WORKING);
  }
  return pod.spec.restartPolicy === 'OnFailure'
    ? endsWell(BECOMING_READY)
    : { does: 'serve', readyAfter: BECOMING_READY };
}
