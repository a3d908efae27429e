import type { ClusterStore } from '../apiserver/ClusterStore';
import type { Clock } from '../Clock';
import {
  startCertManager,
  type CertManager,
} from './certManager/startCertManager';
import type { IssueCertificate } from './certManager/certificateObjects';
import { startBackups } from './cloudNativePg/startBackups';
import { startClusters } from './cloudNativePg/startClusters';
import { startScheduledBackups } from './cloudNativePg/startScheduledBackups';
import {
  crashKey,
  noDisturbances,
  placeOf,
  type Disturbances,
} from './Disturbances';
import { helmProgram } from './helm/helmProgram';
import { startHelmController } from './helm/startHelmController';
import { createDatabases } from './kasm/databases';
import { kasmChart } from './kasm/kasmChart';
import { kasmPrograms } from './kasm/kasmPrograms';
import type { Kubelet } from './kubelet/Kubelet';
import { startKubelet } from './kubelet/startKubelet';
import {
  startVirtualMachines,
  type VirtualMachines,
} from './kubeVirt/startVirtualMachines';
import { platformPrograms } from './platform/platformPrograms';
import { startRootCertificates } from './platform/startRootCertificates';
import { startServices } from './platform/startServices';
import { startVolumes } from './platform/startVolumes';
import { traefikChart } from './traefik/traefikChart';
import { startDaemonSets } from './workloads/startDaemonSets';
import { startDeployments } from './workloads/startDeployments';
import { startJobs } from './workloads/startJobs';
import { startReplicaSets } from './workloads/startReplicaSets';

/** What the stand-in controllers work on. */
export interface ControllersOptions {
  rke2: ClusterStore;
  harvester: ClusterStore;
  clock: Clock;
  /** The sandbox's authority plays Vault. */
  issueCertificate: IssueCertificate;
  /** PEM of the CA that signs the API servers' certificates. */
  ca: string;
}

/**
 * Everything that plays a controller of the two clusters.
 *
 * @public
 */
export interface Controllers extends ControllersOptions {
  readonly disturbances: Disturbances;
  readonly kubelet: Kubelet;
  readonly certManager: CertManager;
  readonly virtualMachines: VirtualMachines;
  /** Ends every one; the clock and the stores are their owner's. */
  stop(): void;
}

/**
 * Starts every stand-in controller of both clusters. They react to whatever is in the stores.
 *
 * @public
 */
export function startControllers(options: ControllersOptions): Controllers {
  const { rke2, harvester, clock, issueCertificate, ca } = options;
  const disturbances = noDisturbances();
  const { pods, certificates, machines } = disturbances;

  const kubelet = startKubelet(
    rke2,
    clock,
    [
      helmProgram(rke2, clock, [kasmChart, traefikChart]),
      kasmPrograms(rke2, createDatabases(rke2), pod =>
        pods.crashing.get(crashKey(pod))?.(),
      ),
      platformPrograms,
    ],
    pod =>
      pods.unplaceable.has(placeOf(pod))
        ? `0/${
            rke2.list('nodes').length
          } nodes are available: 1 node(s) had volume node affinity conflict, ${
            rke2.list('nodes').length - 1
          } node(s) didn't match Pod's node affinity/selector. preemption: not eligible due to preemptionPolicy=Never.`
        : undefined,
  );
  const harvesterKubelet = startKubelet(harvester, clock, [platformPrograms]);
  const certManager = startCertManager(
    rke2,
    clock,
    issueCertificate,
    certificate => certificates.held.has(placeOf(certificate)),
  );
  const virtualMachines = startVirtualMachines(harvester, clock, machine =>
    machines.stopped.has(placeOf(machine)),
  );
  const stops = [
    kubelet.stop,
    harvesterKubelet.stop,
    certManager.stop,
    virtualMachines.stop,
    startHelmController(rke2, clock),
    startClusters(rke2, clock),
    startBackups(rke2, clock),
    startScheduledBackups(rke2, clock),
    ...[rke2, harvester].flatMap(store => [
      startDeployments(store, clock),
      startReplicaSets(store, clock),
      startDaemonSets(store, clock),
      startJobs(store, clock),
      startServices(store, clock),
      startVolumes(store, clock),
      startRootCertificates(store, clock, ca),
    ]),
  ];

  return {
    ...options,
    disturbances,
    kubelet,
    certManager,
    virtualMachines,
    stop: () => stops.forEach(stop => stop()),
  };
}
