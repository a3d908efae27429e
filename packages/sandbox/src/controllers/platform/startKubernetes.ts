import type { Clock } from '../../Clock';
import type { ClusterStore } from '../../apiserver/ClusterStore';
import type { Kubelet } from '../kubelet/Kubelet';
import type { PodDisturbances } from '../kubelet/podDisturbances';
import { startCronJobs } from '../workloads/startCronJobs';
import { startDaemonSets } from '../workloads/startDaemonSets';
import { startDeployments } from '../workloads/startDeployments';
import { startDisruptionBudgets } from '../workloads/startDisruptionBudgets';
import { startJobs } from '../workloads/startJobs';
import { startReplicaSets } from '../workloads/startReplicaSets';
import { startStatefulSets } from '../workloads/startStatefulSets';
import { startNodes, type Nodes } from './startNodes';
import { startQuotas } from './startQuotas';
import { startRootCertificates } from './startRootCertificates';
import { startServices } from './startServices';
import { startVolumes, type Volumes } from './startVolumes';
import type { VolumeDisturbances } from './volumeDisturbances';

/** What Kubernetes' own controllers work on in one cluster. */
export interface KubernetesOptions {
  store: ClusterStore;
  clock: Clock;
  kubelet: Kubelet;
  /** PEM of the CA that signs the API servers' certificates. */
  ca: string;
  pods: PodDisturbances;
  volumes: VolumeDisturbances;
}

/** Kubernetes' own controllers in one cluster. */
export interface Kubernetes {
  readonly nodes: Nodes;
  readonly volumes: Volumes;
  stop(): void;
}

/** Starts what every cluster has, with or without operators: the controller manager. */
export function startKubernetes(options: KubernetesOptions): Kubernetes {
  const { store, clock, kubelet, ca, pods } = options;
  const volumes = startVolumes(store, clock, options.volumes);
  const nodes = startNodes(store, clock, kubelet, pods.lostNodes);
  const stops = [
    nodes.stop,
    startDeployments(store, clock),
    startReplicaSets(store, clock),
    startDaemonSets(store, clock),
    startStatefulSets(store, clock),
    startJobs(store, clock),
    startCronJobs(store, clock),
    startDisruptionBudgets(store, clock),
    startServices(store, clock),
    startQuotas(store, clock),
    volumes.stop,
    startRootCertificates(store, clock, ca),
  ];
  return { nodes, volumes, stop: () => stops.forEach(stop => stop()) };
}
