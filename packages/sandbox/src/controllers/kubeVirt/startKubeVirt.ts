import type { Clock } from '../../Clock';
import type { ClusterStore } from '../../apiserver/ClusterStore';
import { evictionWebhook } from './evictionWebhook';
import { harvesterWebhook } from './harvesterWebhook';
import {
  noMachineDisturbances,
  type MachineDisturbances,
} from './machineDisturbances';
import { startDataVolumes } from './startDataVolumes';
import { startEvacuations } from './startEvacuations';
import { startImages } from './startImages';
import { startInstances } from './startInstances';
import { startMigrations } from './startMigrations';
import { startVirtualMachines } from './startVirtualMachines';

/** KubeVirt and Harvester. */
export interface VirtualMachines {
  /** Looks at what runs of a machine now. */
  look(namespace: string, name: string): void;
  stop(): void;
}

/** Plays KubeVirt, CDI and what Harvester adds to them; the pods are the kubelet's. */
export function startKubeVirt(
  store: ClusterStore,
  clock: Clock,
  disturbances: MachineDisturbances = noMachineDisturbances(),
): VirtualMachines {
  const instances = startInstances(store, clock, disturbances);
  const stops = [
    instances.stop,
    startVirtualMachines(store, clock),
    startMigrations(store, clock),
    startEvacuations(store, clock),
    startImages(store, clock, disturbances),
    startDataVolumes(store, clock, url => disturbances.images.get(url)),
    store.registerWebhook(harvesterWebhook(store)),
    store.registerWebhook(evictionWebhook(store)),
  ];
  return {
    look: (namespace, name) => instances.look({ namespace, name }),
    stop: () => stops.forEach(stop => stop()),
  };
}
