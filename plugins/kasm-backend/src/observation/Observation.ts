import type {
  DeploymentState,
  SourceState,
} from '@kasm-portal/backstage-plugin-kasm-common';

/** What one source last saw. Facts outlive the sight of them: a `stale` or blind source keeps them. */
export interface Sighting<T> {
  state: SourceState;
  /** RFC 3339; when the state began. */
  since: string;
  /** RFC 3339; when something was last heard. */
  seen?: string;
  /** One sentence naming verb, resource and namespace, unless `ok`. */
  reason?: string;
  facts?: T;
}

/** Fixed facts, from the descriptor and the configuration. */
export interface DeploymentFacts {
  cluster: string;
  name: string;
  title: string;
  state: DeploymentState;
  delivery: 'helmchart' | 'external';
  owner: string;
  system?: string;
  /** Kasm's version as it was asked for. */
  kasmVersion?: string;
  createdAt?: string;
  /** RFC 3339; when the descriptor was last changed, and by whom. */
  changedAt?: string;
  changedBy?: string;
  domain: string;
  host: string;
  /** Public port; 443 unless the cluster's configuration says otherwise. */
  port: number;
  release: string;
  namespace: string;
  systemNamespace: string;
  databaseNamespace: string;
  databaseCluster: string;
  databaseInstances: number;
  tlsSecret: string;
  adminSecret: string;
  credentialsSecret: string;
  entryPoint: string;
  /** What the way in is made of; an IngressRoute unless it says otherwise. */
  routeKind?: 'IngressRoute' | 'HTTPRoute';
  /** Addresses of the ingress as configured; they win over those of Traefik's Service. */
  ingressAddresses?: string[];
  backupsWanted: boolean;
  /** Crash copies were asked for, without an archive. */
  snapshotsWanted?: boolean;
  /** Major of PostgreSQL that the wanted release of Kasm needs. */
  postgresMajor?: number;
  /** RFC 3339 or a date: when somebody last rehearsed a restore, as the descriptor says. */
  lastRestoreRehearsal?: string;
  /** Likewise, when somebody last held a desktop for more than ten minutes. */
  lastSessionTest?: string;
  agentCluster?: string;
  agentNamespace?: string;
  /** Names for commands. */
  ingressNamespace: string;
  ingressWorkload: string;
  operatorNamespace: string;
  /** Name of the operator's Deployment, where it is none of the usual ones. */
  operatorWorkload?: string;
}

export interface ContainerFacts {
  name: string;
  init: boolean;
  image: string;
  ready: boolean;
  restarts: number;
  state: 'waiting' | 'running' | 'terminated';
  reason?: string;
  message?: string;
  /** RFC 3339 of the start of a running container. */
  startedAt?: string;
  lastTermination?: {
    reason?: string;
    exitCode: number;
    finishedAt?: string;
    /** Its own last words, without secrets. */
    message?: string;
  };
}

export interface PodFacts {
  name: string;
  /** `app.kubernetes.io/component`, or the database's instance role. */
  component?: string;
  createdAt: string;
  deletedAt?: string;
  phase: string;
  ready: boolean;
  /** RFC 3339 of the Ready condition's last change. */
  readySince?: string;
  node?: string;
  /** Of all its containers together, cores and bytes; undefined where one has none. */
  limits?: { cpu?: number; memory?: number };
  /** Set while `PodScheduled` is False. */
  unschedulable?: { reason: string; message: string; since: string };
  containers: ContainerFacts[];
}

export interface WorkloadFacts {
  name: string;
  /** `Deployment` unless it says otherwise. */
  kind?: 'Deployment' | 'StatefulSet';
  component: string;
  /** Label `app.kubernetes.io/version`: what the release says that it is. */
  appVersion?: string;
  /** Label `helm.sh/chart`: `kasm-1.1181.1`. */
  chart?: string;
  /** Who else than Helm set its replicas or images: names of field managers, sorted. */
  foreignManagers?: string[];
  /** Image tag, else `app.kubernetes.io/version`. */
  version?: string;
  desired: number;
  updated: number;
  ready: number;
  available: number;
  /** True when generation, updated and available replicas agree. */
  complete: boolean;
  /** True when Progressing is False with ProgressDeadlineExceeded. */
  deadlineExceeded: boolean;
  /** Message of ReplicaFailure. */
  replicaFailure?: string;
  /** RFC 3339 of the newest rollout. */
  rolledOutAt?: string;
}

/** A warning that the cluster noted about an object; it forgets them after an hour. */
export interface WarningFacts {
  /** Kind of what it is about: `Pod`, `ReplicaSet`, `PersistentVolumeClaim`, … */
  kind: string;
  /** Name of what it is about. */
  object: string;
  reason: string;
  /** Without secrets. */
  message: string;
  /** RFC 3339; when it was noted first. */
  since: string;
}

/** A node is being made for a pod. RFC 3339. */
export interface ScaleUpFacts {
  pod: string;
  at: string;
}

/** A PersistentVolumeClaim. */
export interface ClaimFacts {
  name: string;
  /** `Pending`, `Bound`, `Lost`. */
  phase: string;
  storageClass?: string;
  createdAt: string;
}

/** A Service that leads to the proxy from outside the cluster, past Traefik. */
export interface ExposureFacts {
  name: string;
  type: string;
  /** Undefined while it has none. */
  address?: string;
}

/** A known pattern in a container's log: `operations.md` §4.2. */
export interface LogSignature {
  id: string;
  component: string;
  pod: string;
  /** RFC 3339. */
  at: string;
  /** One redacted line, at most 200 characters. */
  line: string;
  /** Who was spoken to or refused, where PostgreSQL's log says so. */
  user?: string;
  /** Name of a database inside PostgreSQL. */
  database?: string;
}

export interface ControlPlaneFacts {
  workloads: WorkloadFacts[];
  /** RFC 3339: since when the portal sees none while a pod of theirs is left. */
  workloadsGoneSince?: string;
  pods: PodFacts[];
  signatures: LogSignature[];
  /** False where StatefulSets may not be read: what may be one is then not known to be missing. */
  statefulSetsSeen?: boolean;
  /** Newest few of each object; undefined when events may not be read. */
  warnings?: WarningFacts[];
  /** Undefined when they may not be read. */
  claims?: ClaimFacts[];
  /** Of pods that fit on no node; undefined while there are none. */
  scaleUps?: ScaleUpFacts[];
  /** Undefined when Services may not be read. */
  exposures?: ExposureFacts[];
  /** Looked at only while nothing else of the deployment is there; undefined while nobody knows. */
  namespace?: { phase: 'Active' | 'Terminating' | 'absent'; message?: string };
  /** Cordoned nodes of the cluster; undefined when nodes may not be read. RFC 3339. */
  cordoned?: Array<{ node: string; since?: string }>;
  /** What its pods use, by component; undefined without metrics.k8s.io. */
  usage?: Array<{
    component: string;
    /** Thousandths of a core. */
    cpu: number;
    /** Bytes. */
    memory: number;
  }>;
}

export interface ReleaseFacts {
  present: boolean;
  version?: string;
  failurePolicy?: string;
  /** Whether it says which chart: by version, or by the chart itself; undefined when there is no HelmChart. */
  pinned?: boolean;
  /** `dbManagement.initialize` of the merged values; undefined when they cannot be told. */
  initialize?: boolean;
  /** Whether the values keep the Secret with Kasm's tokens at an uninstall; undefined as above. */
  keepsSecret?: boolean;
  /** Whether Helm takes over fields that others changed. */
  forceConflicts?: boolean;
  /** Components that the values switch off, as keys below `components`: `guac`, `rdpGateway`. */
  disabled?: string[];
  /** Whether the values give Kasm's proxy a resolver (`nginxResolver`, from chart 1.1190.5); undefined as above. */
  resolvesNames?: boolean;
  /** Policy of the HelmChartConfig of the same name, which wins; undefined when there is none. */
  configPolicy?: string;
  /** RFC 3339; when the job that is there now, or was last, came to its end. */
  ranAt?: string;
  /** Message of the condition `Failed`. */
  failed?: string;
  jobName?: string;
  /** From the Helm job's pod: first failure that was seen. */
  firstFailure?: { at: string; exitCode: number; message: string };
  jobComplete?: boolean;
  deletedAt?: string;
  /** RFC 3339 of creation. */
  createdAt?: string;
}

export interface DatabaseFacts {
  present: boolean;
  phase?: string;
  phaseReason?: string;
  /** RFC 3339 of the Ready condition's last change, while it is not True. */
  notReadySince?: string;
  desired: number;
  ready: number;
  currentPrimary?: string;
  targetPrimary?: string;
  /** RFC 3339. */
  targetPrimarySince?: string;
  /** RFC 3339. */
  primaryFailingSince?: string;
  major?: number;
  image?: string;
  createdAt?: string;
  hibernated: boolean;
  fenced: string[];
  /** Undefined when the condition is absent. */
  archiving?: { ok: boolean; since?: string; message?: string };
  superuserAccess: boolean;
  superuserSecret: string;
  applicationSecret: string;
  /** Empty when CloudNativePG did not find the Secret. */
  applicationSecretVersion?: string;
  superuserSecretVersion?: string;
  pods: PodFacts[];
  /** Of this cluster; undefined when they may not be read. */
  claims?: ClaimFacts[];
  /** Of pods that fit on no node; undefined while there are none. */
  scaleUps?: ScaleUpFacts[];
  /** About this cluster's pods and claims; undefined when events may not be read. */
  warnings?: WarningFacts[];
  backups: {
    scheduled: boolean;
    suspended: boolean;
    schedule?: string;
    method?: string;
    /** RFC 3339. */
    lastCompletedAt?: string;
    /** How the newest completed one was made, and on which instance. */
    lastCompletedBy?: { method?: string; instance?: string };
    lastFailed?: { at?: string; error: string };
    /** RFC 3339: when the one that runs now began. */
    runningSince?: string;
    /** Methods of all schedules that are not suspended. */
    methods?: string[];
    /** Of the archive that the plugin writes to; undefined when it may not be read. */
    window?: RecoveryWindow;
    /** Another server name that is still written to beside this one's. */
    sharedWith?: string;
  };
  /** 0 when there is no such Deployment, too; undefined when it may not be read. */
  operatorAvailable?: number;
  /** RFC 3339: since when the operator has no available pod. */
  operatorUnavailableSince?: string;
  /** `1.30.0`; from the operator's image, else from what it started in the instances. */
  operatorVersion?: string;
  /** The operator was told to leave it alone: `cnpg.io/reconciliationLoop: disabled`. */
  unattended?: boolean;
  /** RFC 3339: since when it is hibernated. */
  hibernatedSince?: string;
  /** `primaryUpdateStrategy: supervised`: it waits for people by intent. */
  supervised?: boolean;
  timeline?: number;
  /** Of instances whose timeline differs from the cluster's. */
  timelines?: Record<string, number>;
  /** CloudNativePG's own certificates, by Secret. `expiresAt` is RFC 3339. */
  certificates?: Array<{ secret: string; expiresAt: string }>;
  /** Managed roles that could not be made as declared. */
  brokenRoles?: Array<{ role: string; error: string }>;
  plugins?: Array<{ name: string; version?: string }>;
  /** Owner of Kasm's database, and its name, as the bootstrap made or took them. */
  owner?: string;
  ownDatabase?: string;
  maxConnections?: number;
  /** Where the archiving plugin writes to. */
  archive?: { store: string; server: string };
  /** Of the in-core archive. RFC 3339. */
  recovery?: RecoveryWindow;
  volumes?: DatabaseVolumes;
  disruptionBudgets?: Array<{
    name: string;
    allowed: number;
    healthy: number;
    desired: number;
  }>;
  /** From the instances' own status endpoint, where the portal may ask it. */
  replication?: ReplicationFacts;
}

/** What can be recovered from an archive. RFC 3339. */
export interface RecoveryWindow {
  firstRecoverabilityPoint?: string;
  lastSuccessfulAt?: string;
  lastFailedAt?: string;
}

/** Volumes of a database, as CloudNativePG sorts them. */
export interface DatabaseVolumes {
  count: number;
  /** As requested, for example `20Gi`; of the largest. */
  size?: string;
  unusable: string[];
  dangling: string[];
  initializing: string[];
  resizing: string[];
  /** Claims that no volume was found for. */
  pending: string[];
}

/** Rounded, so that it does not move by itself. */
export interface ReplicationFacts {
  /** Write position, rounded down to whole GiB: `3/40000000`. */
  position?: string;
  /** WAL files that wait for the archive: at least so many, from ten on. */
  waiting?: number;
  /** Bytes that an instance is behind at least, from 16 MiB on; by instance. */
  lag: Record<string, number>;
}

export interface CertificateFacts {
  present: boolean;
  ready: boolean;
  reason?: string;
  message?: string;
  /** RFC 3339 of the Ready condition's last change. */
  readySince?: string;
  issuing: boolean;
  dnsNames: string[];
  notBefore?: string;
  notAfter?: string;
  renewalTime?: string;
  /** RFC 3339; when it was signed, which is later than `notBefore`: that is set back a little. */
  issuedAt?: string;
  /** Seconds that were asked for (`spec.duration`); the issuer may give less. */
  duration?: number;
  /** RFC 3339 of the last attempt that failed; gone after one that did not. */
  lastFailureAt?: string;
  /** Attempts in a row that failed. */
  failedAttempts?: number;
  issuer?: {
    name: string;
    kind?: string;
    ready?: boolean;
    message?: string;
    since?: string;
  };
  /** Message of the newest failed or denied request. */
  requestFailure?: string;
}

/** The route from the public host to Kasm's proxy. */
export interface RouteFacts {
  kind: 'IngressRoute' | 'HTTPRoute';
  name: string;
  hosts: string[];
  /** Whether it takes hosts that it does not name, too: it names none, or a pattern. */
  anyHost?: boolean;
  entryPoints: string[];
  ingressClass?: string;
  service?: string;
  port?: number | string;
  scheme?: string;
  serversTransport?: string;
  tlsSecret?: string;
  /** Names of the middlewares that it refers to, as they are written. */
  middlewares?: string[];
  /** Of an HTTPRoute: what its Gateways say of it, where that is not True. */
  refusals?: Array<{ parent: string; condition: string; message: string }>;
  /** Of an HTTPRoute: whether any Gateway has taken it. */
  accepted?: boolean;
}

/** A ServersTransport: how Traefik speaks https to what is behind it. */
export interface TransportFacts {
  name: string;
  insecureSkipVerify: boolean;
  serverName?: string;
  /** Secrets or ConfigMaps with the CAs that it trusts. */
  rootCAs?: string[];
}

/** The Service that the route leads to. */
export interface BackendFacts {
  present: boolean;
  /** Label `app.kubernetes.io/component` that it selects, where it selects by that. */
  component?: string;
  /** What its ports lead to, as its pods listen; `target` is undefined while nobody knows. */
  ports: Array<{ name?: string; port: number; target?: number }>;
  /** Pods behind it that are ready; undefined when EndpointSlices may not be read. */
  readyPods?: string[];
}

/** A timeout of Traefik's entry point. */
export interface TimeoutFacts {
  /** 0 is without limit; undefined cannot be told. */
  seconds?: number;
  from: 'argument' | 'environment' | 'default';
}

export interface IngressFacts {
  route?: RouteFacts;
  serversTransports: TransportFacts[];
  /** Undefined when there is no route to a Service, or Services may not be read. */
  backend?: BackendFacts;
  traefik?: {
    kind: 'DaemonSet' | 'Deployment';
    name: string;
    /** From its image: `3.7.11`. */
    version?: string;
    desired: number;
    ready: number;
    /** `--providers.kubernetescrd.ingressClass`. */
    ingressClass?: string;
    /** In which it looks for IngressRoutes; undefined is everywhere. */
    namespaces?: string[];
    /** Whether references to other namespaces are followed. */
    allowCrossNamespace?: boolean;
    entryPoints: string[];
    /** Of the deployment's entry point. */
    timeouts: Record<'read' | 'write' | 'idle', TimeoutFacts>;
    /** What its HelmChartConfig sets for that entry point, seconds; undefined when not seen. */
    configured?: { read?: number; write?: number; idle?: number };
    /** RFC 3339; when the HelmChartConfig was last written. */
    configuredAt?: string;
    /** Of its Service's load balancer; undefined when the Service is not seen. */
    addresses?: string[];
  };
}

/** A network of a VM. */
export interface VmNetwork {
  name: string;
  /** Whether it is the cluster's pod network, which nothing outside the cluster reaches. */
  pod: boolean;
  /** `bridge`, `masquerade`, `sriov`, … */
  binding?: string;
}

export interface AgentVmFacts {
  vms: Array<{
    name: string;
    createdAt: string;
    /**
     * Made by the portal, or by whoever labels like it: such VMs are meant to be agents. Undefined of
     * one without a label, which Kasm's autoscaling may have made.
     */
    ours?: boolean;
    /** What the guest calls itself, from the guest agent or the specification. */
    hostname?: string;
    /** Every address of every interface; `address` is the first. */
    addresses?: string[];
    /** What it had when it told them last, while it tells none; forgotten when the portal restarts. */
    lastAddresses?: string[];
    /** Cores as given to the guest. */
    cores?: number;
    /** Bytes as given to the guest. */
    memory?: number;
    networks?: VmNetwork[];
    /** KubeVirt's or Harvester's own words on why it does not start. */
    startFailure?: string;
    /** Harvester's `harvesterhci.io/insufficient-resource-quota`. */
    quotaRefusal?: string;
    /** Shut down from inside, or stopped by request, under `RerunOnFailure`: it stays so. */
    shutDown?: boolean;
    /** Whether it is meant to run, from runStrategy or running. */
    wanted: boolean;
    printableStatus: string;
    ready: boolean;
    /** RFC 3339 of the Ready condition's last change. */
    readySince?: string;
    reason?: string;
    node?: string;
    address?: string;
    guestAgent?: boolean;
  }>;
  /** VMs that are gone, newest first; only the last half hour is remembered. RFC 3339. */
  gone?: Array<{ name: string; createdAt: string; goneAt: string }>;
}

/** A Docker agent as Kasm reports it. Times are by the portal's clock, RFC 3339. */
export interface KasmAgentFacts {
  id: string;
  /** Host name or address that it registered with. */
  hostname: string;
  enabled?: boolean;
  /** Lower case: `running`, `missing`, `starting`, `draining`, …; undefined when Kasm does not say. */
  status?: string;
  lastCheckIn?: string;
  version?: string;
  zone?: string;
  autoscaled?: boolean;
  cores?: number;
  /** Bytes. */
  memory?: number;
  gpus?: number;
  /** 0 is none. */
  coresOverride?: number;
  /** Bytes; 0 is none. */
  memoryOverride?: number;
  /** Taken by its sessions; undefined when sessions are not known. */
  coresUsed?: number;
  /** Bytes; undefined when sessions are not known. */
  memoryUsed?: number;
  sessions?: number;
  /** Bytes, from its last report. */
  disk?: { total: number; free: number };
}

/** A session without its user: who it is stays with the source. */
export interface SessionFacts {
  id: string;
  /** Lower case: `requested`, `starting`, `running`, `stopped`, `paused`, … */
  status: string;
  agentId?: string;
  imageId?: string;
  /** RFC 3339 by the portal's clock. */
  createdAt?: string;
  /** Staged ahead, with no user yet. */
  standby?: boolean;
  /** When it got its status, as far as the portal saw; RFC 3339. */
  statusSince?: string;
  /** 0–100. */
  progress?: number;
  /** When `progress` last moved, as far as the portal saw. RFC 3339. */
  progressAt?: string;
  message?: string;
  cores?: number;
  /** Bytes. */
  memory?: number;
}

/** A workspace that people choose from. */
export interface WorkspaceImageFacts {
  id: string;
  name: string;
  enabled: boolean;
  /** Whether an enabled agent has pulled it; undefined when Kasm does not say. */
  available?: boolean;
  cores?: number;
  /** Bytes. */
  memory?: number;
  gpus?: number;
  /** Bound to one zone, server or network. */
  restricted?: boolean;
}

export interface ZoneFacts {
  id: string;
  name: string;
  upstreamAuthAddress?: string;
  proxyHostname?: string;
  proxyPort?: number;
}

export interface LicenceFacts {
  /** RFC 3339. */
  expiresAt?: string;
  limit?: number;
  /** `Per Named User`, `Per Concurrent Kasm`, … as Kasm says it. */
  kind?: string;
}

/** What Kasm says of itself. A list that is undefined could not be read; `unread` says why. */
export interface KasmApiFacts {
  agents?: KasmAgentFacts[];
  /** While agents may not be listed: those that sessions are on, with little more than their names. */
  agentsOfSessions?: KasmAgentFacts[];
  sessions?: SessionFacts[];
  /** Running sessions a quarter of an hour ago. */
  sessionsBefore?: number;
  images?: WorkspaceImageFacts[];
  zones?: ZoneFacts[];
  licences?: LicenceFacts[];
  unread: Array<{ list: string; reason: string; forbidden: boolean }>;
  /** The last sixty answers, none older than ten minutes, and how many of them were failures. */
  calls: { made: number; failed: number };
}

/** Whole milliseconds of each step of a probe; those that were not made, or not ended, are left out. */
export interface EndpointTimings {
  dns?: number;
  connect?: number;
  tls?: number;
  /** Of `GET /`, from the request to the end of its answer. */
  root?: number;
  /** Of `GET /api/__healthcheck`. */
  api?: number;
  /** Of the WebSocket upgrade, with its own connection. */
  websocket?: number;
}

export interface EndpointFacts {
  /** RFC 3339. */
  at: string;
  /** That the portal connects to. */
  addresses: string[];
  /** What DNS says, sorted, also where the portal is told to connect elsewhere; undefined when it knows none. */
  resolved?: string[];
  failedAt?: 'dns' | 'connect' | 'tls' | 'http';
  reason?: string;
  /** Failures in a row; 0 after a success. */
  failures: number;
  /** RFC 3339 of the first of them. */
  failingSince?: string;
  rootStatus?: number;
  apiHealthy?: boolean;
  apiStatus?: number;
  /** Whether a page for people came in place of the API's answer. */
  apiIsPage?: boolean;
  /** Whether `/checkvalid` of Kasm's own proxy said `ok`. */
  proxyValid?: boolean;
  /**
   * How the upgrade to a WebSocket on the way of desktops was answered: `ok` is Kasm's own refusal of
   * somebody who is not signed in, `unrouted` is Traefik's 404, `broken` an end without an answer.
   * Undefined tells nothing.
   */
  websocket?: 'ok' | 'unrouted' | 'broken';
  httpVersion?: string;
  /** Of this one look; they differ every time, so that the status document has none of them. */
  timings?: EndpointTimings;
  served?: {
    subject: string;
    issuer: string;
    names: string[];
    notBefore: string;
    notAfter: string;
    trusted: boolean;
    problem?: string;
    /** Common names of the certificates that were sent, the host's own first. */
    chain?: string[];
  };
}

/** Everything that is known of one deployment: the input of evaluate, besides the clock. */
export interface Observation {
  deployment: DeploymentFacts;
  controlPlane: Sighting<ControlPlaneFacts>;
  release: Sighting<ReleaseFacts>;
  database: Sighting<DatabaseFacts>;
  certificate: Sighting<CertificateFacts>;
  ingress: Sighting<IngressFacts>;
  agentVms: Sighting<AgentVmFacts>;
  kasmApi: Sighting<KasmApiFacts>;
  endpoint: Sighting<EndpointFacts>;
}
