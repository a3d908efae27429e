import type { StoredObject } from '../../apiserver/ClusterStore';

/** The node agents and the scheduler of one cluster. */
export interface Kubelet {
  /** Asks the containers of a pod again what they do: ends what should not run, starts what should. */
  recheck(namespace: string, pod: string): void;
  /** Writes a pod's status as it is on its node, as a kubelet does that is back. */
  report(pod: StoredObject): void;
  stop(): void;
}
