import type { ClusterStore } from '../apiserver/ClusterStore';
import type { Clock } from '../Clock';
import {
  startCertManager,
  type CertManager,
} from './certManager/startCertManager';
import type { IssueCertificate } from './certManager/certificateObjects';
import { databasePrograms } from './cloudNativePg/databasePrograms';
import {
  createDatabaseParts,
  type DatabaseWorld,
} from './cloudNativePg/DatabaseWorld';
import { startCloudNativePg } from './cloudNativePg/startCloudNativePg';
import {
  crashKey,
  noDisturbances,
  placeOf,
  type Disturbances,
} from './Disturbances';
import { helmProgram } from './helm/helmProgram';
import {
  startHelmController,
  type HelmController,
} from './helm/startHelmController';
import { createDatabases, type Databases } from './kasm/databases';
import { kasmChart } from './kasm/kasmChart';
import { kasmHelmChart } from './kasm/kasmHelmChart';
import { kasmPrograms } from './kasm/kasmPrograms';
import { startKasmApps, type KasmApps } from './kasmApp/startKasmApps';
import type { Kubelet } from './kubelet/Kubelet';
import { startKubelet } from './kubelet/startKubelet';
import { machinePrograms } from './kubeVirt/machinePrograms';
import { startKubeVirt, type VirtualMachines } from './kubeVirt/startKubeVirt';
import { platformPrograms } from './platform/platformPrograms';
import { startKubernetes, type Kubernetes } from './platform/startKubernetes';
import { startTraefik, type Traefik } from './traefik/startTraefik';
import { traefikChart } from './traefik/traefikChart';

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
  readonly helm: HelmController;
  /** What is inside the databases. */
  readonly databases: Databases;
  /** CloudNativePG's databases, their archives and what is wrong with them. */
  readonly postgres: DatabaseWorld;
  readonly certManager: CertManager;
  readonly traefik: Traefik;
  /** The kubelets of Harvester, in which the machines' pods run. */
  readonly harvesterKubelet: Kubelet;
  /** Kubernetes' own controllers in each cluster. */
  readonly kubernetes: { rke2: Kubernetes; harvester: Kubernetes };
  readonly virtualMachines: VirtualMachines;
  /** What is inside the pods of Kasm. */
  readonly kasms: KasmApps;
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

  const postgres = createDatabaseParts(rke2, clock, disturbances.postgres);
  const databases = createDatabases(postgres);

  const helm = startHelmController(rke2, clock);
  const kubelet = startKubelet(
    rke2,
    clock,
    [
      helmProgram({
        store: rke2,
        clock,
        charts: [kasmChart, kasmHelmChart, traefikChart],
        disturbances: disturbances.helm,
      }),
      kasmPrograms(rke2, databases, pod =>
        pods.crashing.get(crashKey(pod))?.(),
      ),
      databasePrograms(postgres),
      platformPrograms,
    ],
    pod => (pods.unplaceable.has(placeOf(pod)) ? unplaceable(rke2) : undefined),
    pods,
  );
  const harvesterKubelet = startKubelet(
    harvester,
    clock,
    [machinePrograms(machines), platformPrograms],
    pod =>
      machines.pods.unplaceable.has(placeOf(pod))
        ? unplaceable(harvester)
        : undefined,
    machines.pods,
  );
  const kubernetes = {
    rke2: startKubernetes({
      store: rke2,
      clock,
      kubelet,
      ca,
      pods,
      volumes: disturbances.volumes,
    }),
    harvester: startKubernetes({
      store: harvester,
      clock,
      kubelet: harvesterKubelet,
      ca,
      pods: machines.pods,
      volumes: machines.volumes,
    }),
  };
  const certManager = startCertManager(
    rke2,
    clock,
    issueCertificate,
    certificates,
  );
  const traefik = startTraefik(rke2, clock, disturbances.traefik);
  const virtualMachines = startKubeVirt(harvester, clock, machines);
  const kasms = startKasmApps({
    rke2,
    harvester,
    clock,
    databases,
    disturbances: disturbances.kasm,
  });
  const stops = [
    kubelet.stop,
    harvesterKubelet.stop,
    certManager.stop,
    traefik.stop,
    virtualMachines.stop,
    kasms.stop,
    helm.stop,
    startCloudNativePg(postgres, {
      unhealthy: pods.unhealthy,
      recheck: kubelet.recheck,
    }),
    kubernetes.rke2.stop,
    kubernetes.harvester.stop,
  ];

  return {
    ...options,
    disturbances,
    kubelet,
    harvesterKubelet,
    kubernetes,
    helm,
    databases,
    postgres,
    certManager,
    traefik,
    virtualMachines,
    kasms,
    stop: () => stops.forEach(stop => stop()),
  };
}

/** What the scheduler says of a pod whose disk is on a node that is away. */
function unplaceable(store: ClusterStore): string {
  const { length } = store.list('nodes');
  return `0/${length} nodes are available: 1 node(s) had volume node affinity conflict, ${
    length - 1
  } node(s) didn't match Pod's node affinity/selector. preemption: 0/${length} nodes are available: ${length} Preemption is not helpful for scheduling.`;
}
