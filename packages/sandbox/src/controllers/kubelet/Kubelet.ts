/** The node agents and the scheduler of one cluster. */
export interface Kubelet {
  /** Asks the containers of a pod again what they do: ends what should not run, starts what should. */
  recheck(namespace: string, pod: string): void;
  stop(): void;
}
