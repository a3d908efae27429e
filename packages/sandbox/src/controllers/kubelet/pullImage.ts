import type { StoredObject } from '../../apiserver/ClusterStore';
import { backOff } from './backOff';
import { invalidImageName, pullError, troubleWith } from './imageTrouble';
import type { PodDisturbances } from './podDisturbances';
import type { PodSteps } from './PodSteps';
import type { Container } from './runContainer';
import type { RunningPod } from './RunningPod';

/** A name that is wrong stays wrong; the kubelet says so again now and then. */
const NAME_AGAIN = 10_000;
/** From a failed pull to the back-off that follows it. */
const NOTICED = 500;

/**
 * The kubelet's step before a container starts: its image. An image that nothing is wrong with is there
 * already; for another the pull fails, and is tried again later and later.
 *
 * @returns whether the image is there; when it is not, `again` is called at the next try
 */
export function pullImage(
  steps: PodSteps,
  { images }: Pick<PodDisturbances, 'images'>,
  pod: StoredObject,
  running: RunningPod,
  container: Container,
  again: (pod: StoredObject) => void,
): boolean {
  const { spec, record } = container;
  const wait = (reason: string, message: string) => {
    record.state = { waiting: { reason, message } };
    steps.report(pod, running);
  };
  const tryAfter = (milliseconds: number) => {
    const retry = (next: StoredObject) => {
      running.backOff.delete(spec.name);
      again(next);
    };
    const cancel = steps.later(pod, milliseconds, retry);
    running.backOff.set(spec.name, () => {
      cancel();
      const now = steps.current(pod);
      if (now) {
        retry(now);
      }
    });
  };

  const invalid = invalidImageName(spec.image);
  if (invalid) {
    wait('InvalidImageName', invalid);
    steps.tell(pod, 'Warning', 'InspectFailed', invalid);
    steps.tell(pod, 'Warning', 'Failed', 'Error: InvalidImageName');
    tryAfter(NAME_AGAIN);
    return false;
  }
  const trouble = troubleWith(images, spec.image);
  if (!trouble) {
    record.failedPulls = 0;
    return true;
  }
  const error = pullError(spec.image, trouble);
  record.failedPulls = (record.failedPulls ?? 0) + 1;
  steps.tell(pod, 'Normal', 'Pulling', `Pulling image "${spec.image}"`);
  steps.tell(
    pod,
    'Warning',
    'Failed',
    `Failed to pull image "${spec.image}": ${error}`,
  );
  steps.tell(pod, 'Warning', 'Failed', 'Error: ErrImagePull');
  wait('ErrImagePull', error);
  steps.later(pod, NOTICED, next => {
    if (record.state.waiting?.reason !== 'ErrImagePull') {
      return;
    }
    const message = `Back-off pulling image "${spec.image}"`;
    record.state = {
      waiting: {
        reason: 'ImagePullBackOff',
        message: `${message}: ErrImagePull: ${error}`,
      },
    };
    steps.report(next, running);
    steps.tell(next, 'Normal', 'BackOff', message);
    steps.tell(next, 'Warning', 'Failed', 'Error: ImagePullBackOff');
  });
  // Unlike a crash the first failed pull waits already.
  tryAfter(backOff(record.failedPulls + 1));
  return false;
}
