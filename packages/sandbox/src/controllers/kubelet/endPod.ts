import type { StoredObject } from '../../apiserver/ClusterStore';
import { initContainers, mainContainers, type RunningPod } from './RunningPod';
import { ended } from './podStatus';
import type { PodSteps } from './PodSteps';

/** What containers take to end when asked to: all of the sandbox's listen. */
const ENDING = 100;

/**
 * The kubelet's part of a deletion: the containers of a pod that is to go are ended, and then the pod is
 * taken away. A node that is away does neither, so that its pods stay `Terminating`.
 */
export function endPod(
  steps: PodSteps,
  pod: StoredObject,
  running: RunningPod | undefined,
): void {
  const { store } = steps;
  const { namespace, name, uid } = pod.metadata;
  // The kubelet's last word: no more time is needed.
  const takeAway = () =>
    store.delete('pods', namespace, name, { gracePeriodSeconds: 0, uid });
  if (!running) {
    takeAway();
    return;
  }
  if (running.ending) {
    return;
  }
  running.ending = true;
  running.timers.forEach(cancel => cancel());
  running.timers.clear();
  running.backOff.clear();
  const containers = [
    ...initContainers(pod, running),
    ...mainContainers(pod, running),
  ];
  steps.later(pod, 0, () => {
    for (const { spec, record } of containers) {
      if (record.state.running) {
        const message = `Stopping container ${spec.name}`;
        steps.tell(pod, 'Normal', 'Killing', message);
      }
    }
  });
  steps.later(pod, ENDING, next => {
    for (const { record } of containers) {
      if (record.state.running) {
        record.ready = false;
        record.state = ended(record, { exitCode: 0 }, steps.clock.now());
      }
    }
    steps.report(next, running);
    takeAway();
  });
}
