import type { StoredObject } from '../apiserver/ClusterStore';

/** What the interventions have changed about the world, by `namespace/name`. */
export interface Disturbances {
  /** Pods that fit on no node. */
  unplaceable: Set<string>;
  /** Components that crash, by `crashKey`, with their last lines. */
  crashing: Map<string, () => string[]>;
  /** Certificates that cert-manager leaves as they are. */
  heldCertificates: Set<string>;
  /** Virtual machines that are not started again. */
  stoppedMachines: Set<string>;
}

/** A world in which nothing is disturbed. */
export function noDisturbances(): Disturbances {
  return {
    unplaceable: new Set(),
    crashing: new Map(),
    heldCertificates: new Set(),
    stoppedMachines: new Set(),
  };
}

/** How disturbances name an object. */
export const placeOf = ({ metadata }: StoredObject) =>
  `${metadata.namespace}/${metadata.name}`;

/** How disturbances name the component of a release that a pod belongs to. */
export function crashKey({ metadata }: StoredObject): string {
  const { labels = {}, namespace } = metadata;
  const release = labels['app.kubernetes.io/instance'];
  return `${namespace}/${release}/${labels['app.kubernetes.io/component']}`;
}
