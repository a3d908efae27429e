import type { Clock } from '../../Clock';
import type { ClusterStore, StoredObject } from '../../apiserver/ClusterStore';
import { recordEvent } from '../machinery/recordEvent';
import { podStatus } from './podStatus';
import type { RunningPod } from './RunningPod';

/** How often a step is tried that cannot be taken because the node is away. */
const AWAY = 1000;

/** One step of a pod, as it is when the step is taken. */
export type PodStep = (pod: StoredObject, running: RunningPod) => void;

/** How the pods of one cluster take their steps and are spoken of. */
export class PodSteps {
  /** The pods that are played, by uid. */
  readonly pods = new Map<string, RunningPod>();

  /** @param lostNodes - nodes whose kubelet does not answer: nothing happens there */
  constructor(
    readonly store: ClusterStore,
    readonly clock: Clock,
    private readonly lostNodes: ReadonlySet<string> = new Set(),
  ) {}

  /** The pod as it is now, if it is still the same one. */
  current({ metadata }: StoredObject): StoredObject | undefined {
    const pod = this.store.get('pods', metadata.namespace, metadata.name);
    return pod?.metadata.uid === metadata.uid ? pod : undefined;
  }

  /** Takes a step after a while; a pod that is gone takes no more. Returns what takes it back. */
  later(pod: StoredObject, milliseconds: number, step: PodStep): () => void {
    const running = this.pods.get(pod.metadata.uid);
    if (!running) {
      return () => {};
    }
    const plan: { takeBack(): void } = { takeBack: () => {} };
    const cancel = this.clock.after(milliseconds, () => {
      running.timers.delete(cancel);
      const now = this.current(pod);
      if (now && this.lostNodes.has(now.spec.nodeName)) {
        plan.takeBack = this.later(pod, AWAY, step);
      } else if (now) {
        step(now, running);
      }
    });
    running.timers.add(cancel);
    plan.takeBack = () => {
      cancel();
      running.timers.delete(cancel);
    };
    return () => plan.takeBack();
  }

  /** Takes back every planned step of a pod. */
  forget(uid: string): void {
    const running = this.pods.get(uid);
    this.pods.delete(uid);
    running?.timers.forEach(cancel => cancel());
  }

  /** Writes the pod's status, unless its node is away. */
  report(pod: StoredObject, running: RunningPod): void {
    const { namespace, name } = pod.metadata;
    if (this.lostNodes.has(pod.spec.nodeName)) {
      return;
    }
    this.store.updateStatus('pods', namespace, name, status => {
      const next = podStatus(
        { ...pod, status: { conditions: status.conditions } },
        running.record,
        this.clock.now(),
      );
      for (const field of Object.keys(status)) {
        delete status[field];
      }
      Object.assign(status, next);
    });
  }

  /** Lines in a container's log. */
  say(pod: StoredObject, container: string, lines: string[] = []): void {
    const { namespace, name } = pod.metadata;
    for (const line of lines) {
      this.store.appendLog(namespace!, name, container, line);
    }
  }

  /** An event about the pod. */
  tell(
    pod: StoredObject,
    type: 'Normal' | 'Warning',
    reason: string,
    message: string,
    source = 'kubelet',
  ): void {
    recordEvent(this.store, this.clock, pod, { type, reason, message, source });
  }
}
