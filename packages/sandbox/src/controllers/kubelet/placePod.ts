import type { StoredObject } from '../../apiserver/ClusterStore';
import { timestamp } from '../machinery/conditions';
import { chooseNode } from './chooseNode';
import type { PodStep, PodSteps } from './PodSteps';
import type { RunningPod } from './RunningPod';

const SCHEDULER = 'default-scheduler';
/** How often a node is looked for again. */
const LOOKING_AGAIN = 1000;

/**
 * The scheduler's step: puts a pod on a node, or says why none will have it and tries again.
 *
 * @param keepOff - why a pod can be placed nowhere, for faults
 * @param placed - the step after, once the pod is on a node
 */
export function placePod(
  steps: PodSteps,
  keepOff: (pod: StoredObject) => string | undefined,
  placed: PodStep,
): PodStep {
  const { store, clock } = steps;
  let addresses = 10;

  /** Whether the pod is on a node now. */
  function schedule(pod: StoredObject, running: RunningPod): boolean {
    const hindrance = keepOff(pod);
    const placement = hindrance
      ? { unschedulable: hindrance }
      : chooseNode(store, pod);
    const { namespace, name } = pod.metadata;
    if ('unschedulable' in placement) {
      const reason = placement.unschedulable;
      if (running.record.unschedulable !== reason) {
        running.record.unschedulable = reason;
        steps.tell(pod, 'Warning', 'FailedScheduling', reason, SCHEDULER);
        steps.report(pod, running);
      }
      return false;
    }
    const node = placement.node.metadata.name;
    store.update('pods', namespace, name, copy => {
      copy.spec.nodeName = node;
    });
    const message = `Successfully assigned ${namespace}/${name} to ${node}`;
    steps.tell(pod, 'Normal', 'Scheduled', message, SCHEDULER);
    return true;
  }

  return function place(pod, running) {
    if (!pod.spec.nodeName && !schedule(pod, running)) {
      steps.later(pod, LOOKING_AGAIN, place);
      return;
    }
    const here = steps.current(pod);
    if (!here) {
      return;
    }
    const node = store.get('nodes', undefined, here.spec.nodeName);
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
    steps.report(here, running);
    placed(here, running);
  };
}
