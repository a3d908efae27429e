/** What is wrong with pods. */
export interface PodDisturbances {
  /** Pods that fit on no node, by `namespace/name`. */
  unplaceable: Set<string>;
  /** Components that crash, by `crashKey`, with their last lines. */
  crashing: Map<string, () => string[]>;
}

/** Nothing is. */
export const noPodDisturbances = (): PodDisturbances => ({
  unplaceable: new Set(),
  crashing: new Map(),
});
