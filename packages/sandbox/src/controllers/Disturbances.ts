import type { StoredObject } from '../apiserver/ClusterStore';
import {
  noCertificateDisturbances,
  type CertificateDisturbances,
} from './certManager/certificateDisturbances';
import {
  noPodDisturbances,
  type PodDisturbances,
} from './kubelet/podDisturbances';
import {
  noMachineDisturbances,
  type MachineDisturbances,
} from './kubeVirt/machineDisturbances';

/** What the interventions have changed about the world; each stand-in looks at its own part. */
export interface Disturbances {
  pods: PodDisturbances;
  certificates: CertificateDisturbances;
  machines: MachineDisturbances;
}

/** A world in which nothing is disturbed. */
export function noDisturbances(): Disturbances {
  return {
    pods: noPodDisturbances(),
    certificates: noCertificateDisturbances(),
    machines: noMachineDisturbances(),
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
