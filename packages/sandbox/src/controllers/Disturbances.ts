import type { StoredObject } from '../apiserver/ClusterStore';
import {
  noCertificateDisturbances,
  type CertificateDisturbances,
} from './certManager/certificateDisturbances';
import {
  noDatabaseDisturbances,
  type DatabaseDisturbances,
} from './cloudNativePg/databaseDisturbances';
import {
  noHelmDisturbances,
  type HelmDisturbances,
} from './helm/helmDisturbances';
import {
  noKasmDisturbances,
  type KasmDisturbances,
} from './kasmApp/kasmDisturbances';
import {
  noPodDisturbances,
  type PodDisturbances,
} from './kubelet/podDisturbances';
import {
  noMachineDisturbances,
  type MachineDisturbances,
} from './kubeVirt/machineDisturbances';
import {
  noVolumeDisturbances,
  type VolumeDisturbances,
} from './platform/volumeDisturbances';
import {
  noTraefikDisturbances,
  type TraefikDisturbances,
} from './traefik/traefikDisturbances';

/** What the interventions have changed about the world; each stand-in looks at its own part. */
export interface Disturbances {
  pods: PodDisturbances;
  volumes: VolumeDisturbances;
  certificates: CertificateDisturbances;
  machines: MachineDisturbances;
  postgres: DatabaseDisturbances;
  helm: HelmDisturbances;
  kasm: KasmDisturbances;
  traefik: TraefikDisturbances;
}

/** A world in which nothing is disturbed. */
export function noDisturbances(): Disturbances {
  return {
    pods: noPodDisturbances(),
    volumes: noVolumeDisturbances(),
    certificates: noCertificateDisturbances(),
    machines: noMachineDisturbances(),
    postgres: noDatabaseDisturbances(),
    helm: noHelmDisturbances(),
    kasm: noKasmDisturbances(),
    traefik: noTraefikDisturbances(),
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
