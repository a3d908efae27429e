import type { ImageTrouble } from './imageTrouble';

/** What is wrong with pods and nodes. */
export interface PodDisturbances {
  /** Pods that fit on no node, by `namespace/name`. */
  unplaceable: Set<string>;
  /** Components that crash, by `crashKey`, with their last lines. */
  crashing: Map<string, () => string[]>;
  /** Components that want more memory than they may have, by `crashKey`. */
  starving: Set<string>;
  /** Components, by `crashKey`, and single pods, by `namespace/name`, whose health check fails, with what it says. */
  unhealthy: Map<string, string>;
  /** Images that cannot be pulled, by what their reference begins with. */
  images: Map<string, ImageTrouble>;
  /** Nodes whose kubelet does not answer. */
  lostNodes: Set<string>;
}

/** Nothing is. */
export const noPodDisturbances = (): PodDisturbances => ({
  unplaceable: new Set(),
  crashing: new Map(),
  starving: new Set(),
  unhealthy: new Map(),
  images: new Map(),
  lostNodes: new Set(),
});
