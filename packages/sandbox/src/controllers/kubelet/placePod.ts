import type { StoredObject } from '../../apiserver/ClusterStore';
import { timestamp } from '../machinery/conditions';
import { chooseNode } from './chooseNode';
import type { NodeOccupancy } from './NodeOccupancy';
import type { PodStep, PodSteps } from './PodSteps';
import type { RunningPod } from './RunningPod';

const SCHEDULER = 'default-scheduler';
/** How often a node is looked for again, at first and after a while. */
const LOOKING_AGAIN = 1000;
const LOOKING_RARELY = 5000;
const PATIENT_TRIES = 30;
/** How often the scheduler says again that there is no node. */
const SAYING_AGAIN = 300_000;
const SELECTED_NODE = 'volume.kubernetes.io/selected-node';

/**
 * The scheduler's step: puts a pod on a node, or says why none will have it and tries again.
 *
 * @param keepOff - why a pod can be placed nowhere, for faults
 * @param placed - the step after, once the pod is on a node
 */
export function placePod(
  steps: PodSteps,
  occupancy: NodeOccupancy,
  keepOff: (pod: StoredObject) => string | undefined,
  placed: PodStep,
): PodStep {
  const { store, clock } = steps;
  let addresses = 10;

  function refuse(pod: StoredObject, running: RunningPod, reason: string) {
    const { record } = running;
    const now = clock.now().getTime();
    const silentFor = now - (running.complainedAt ?? 0);
    if (record.unschedulable !== reason || silentFor >= SAYING_AGAIN) {
      running.complainedAt = now;
      steps.tell(pod, 'Warning', 'FailedScheduling', reason, SCHEDULER);
    }
    if (record.unschedulable !== reason) {
      record.unschedulable = reason;
      steps.report(pod, running);
    }
  }

  /** Whether the pod is on a node now. */
  function schedule(pod: StoredObject, running: RunningPod): boolean {
    const hindrance = keepOff(pod);
    const placement = hindrance
      ? { unschedulable: hindrance }
      : chooseNode(store, occupancy, pod);
    const { namespace, name } = pod.metadata;
    if ('unschedulable' in placement) {
      refuse(pod, running, placement.unschedulable);
      return false;
    }
    const node = placement.node.metadata.name;
    if (placement.waiting.length > 0) {
      // The disks come first: the driver makes them where the pod will be.
      for (const claim of placement.waiting) {
        store.update(
          'persistentvolumeclaims',
          namespace,
          claim.metadata.name,
          ({ metadata }) => {
            metadata.annotations = {
              ...metadata.annotations,
              [SELECTED_NODE]: node,
            };
          },
        );
      }
      return false;
    }
    occupancy.take(pod, node);
    store.update('pods', namespace, name, copy => {
      copy.spec.nodeName = node;
    });
    const message = `Successfully assigned ${namespace}/${name} to ${node}`;
    steps.tell(pod, 'Normal', 'Scheduled', message, SCHEDULER);
    return true;
  }

  return function place(pod, running) {
    if (pod.spec.schedulingGates?.length) {
      steps.later(pod, LOOKING_AGAIN, place);
      return;
    }
    if (!pod.spec.nodeName && !schedule(pod, running)) {
      running.tries = (running.tries ?? 0) + 1;
      steps.later(
        pod,
        running.tries > PATIENT_TRIES ? LOOKING_RARELY : LOOKING_AGAIN,
        place,
      );
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
