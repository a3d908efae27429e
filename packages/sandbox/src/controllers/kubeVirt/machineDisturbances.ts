import {
  noPodDisturbances,
  type PodDisturbances,
} from '../kubelet/podDisturbances';
import {
  noVolumeDisturbances,
  type VolumeDisturbances,
} from '../platform/volumeDisturbances';

/** What a guest does instead of running: shut itself down, or die as it starts. */
export type GuestTrouble = 'shuts-down' | 'crashes';

/** What is wrong with virtual machines and the cluster they are on. */
export interface MachineDisturbances {
  /** Guests that do not run, by `namespace/name` of their machine. */
  guests: Map<string, GuestTrouble>;
  /** Guests whose agent says nothing, by `namespace/name` of their machine. */
  silent: Set<string>;
  /** Images that cannot be downloaded, by `namespace/name`, with the reason. */
  images: Map<string, string>;
  /** Pods and nodes of Harvester. */
  pods: PodDisturbances;
  volumes: VolumeDisturbances;
}

/** Nothing is. */
export const noMachineDisturbances = (): MachineDisturbances => ({
  guests: new Map(),
  silent: new Set(),
  images: new Map(),
  pods: noPodDisturbances(),
  volumes: noVolumeDisturbances(),
});
