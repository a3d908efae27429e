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
  createdAt?: string;
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
  backupsWanted: boolean;
  agentCluster?: string;
  agentNamespace?: string;
  /** Names for commands. */
  ingressNamespace: string;
  ingressWorkload: string;
  operatorNamespace: string;
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
  /** Set while `PodScheduled` is False. */
  unschedulable?: { reason: string; message: string; since: string };
  containers: ContainerFacts[];
}

export interface WorkloadFacts {
  name: string;
  component: string;
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

/** A known pattern in a container's log: `operations.md` §4.2. */
export interface LogSignature {
  id: string;
  component: string;
  pod: string;
  /** RFC 3339. */
  at: string;
  /** One redacted line, at most 200 characters. */
  line: string;
}

export interface ControlPlaneFacts {
  workloads: WorkloadFacts[];
  pods: PodFacts[];
  signatures: LogSignature[];
}

export interface ReleaseFacts {
  present: boolean;
  version?: string;
  failurePolicy?: string;
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
  backups: {
    scheduled: boolean;
    suspended: boolean;
    schedule?: string;
    method?: string;
    /** RFC 3339. */
    lastCompletedAt?: string;
    lastFailed?: { at?: string; error: string };
  };
  /** Undefined when the operator's Deployment may not be read. */
  operatorAvailable?: number;
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
  issuer?: { name: string; ready?: boolean; message?: string; since?: string };
  /** Message of the newest failed or denied request. */
  requestFailure?: string;
}

export interface IngressFacts {
  route?: {
    kind: 'IngressRoute' | 'HTTPRoute';
    name: string;
    hosts: string[];
    entryPoints: string[];
    ingressClass?: string;
    service?: string;
    port?: number | string;
    scheme?: string;
    serversTransport?: string;
    tlsSecret?: string;
  };
  serversTransports: Array<{ name: string; insecureSkipVerify: boolean }>;
  traefik?: {
    kind: 'DaemonSet' | 'Deployment';
    name: string;
    desired: number;
    ready: number;
    /** `--providers.kubernetescrd.ingressClass`. */
    ingressClass?: string;
    entryPoints: string[];
    /** Of the deployment's entry point, seconds; 0 is no limit. */
    readTimeout: number;
    readTimeoutFrom: 'argument' | 'environment' | 'default';
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
    /** Made by the portal, or by whoever labels like it: such VMs are meant to be agents. */
    ours?: boolean;
    /** What the guest calls itself, from the guest agent or the specification. */
    hostname?: string;
    /** Every address of every interface; `address` is the first. */
    addresses?: string[];
    /** Cores as given to the guest. */
    cores?: number;
    /** Bytes as given to the guest. */
    memory?: number;
    networks?: VmNetwork[];
    /** KubeVirt's or Harvester's own words on why it does not start. */
    startFailure?: string;
    /** Harvester's `harvesterhci.io/insufficient-resource-quota`. */
    quotaRefusal?: string;
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
  sessions?: SessionFacts[];
  /** Running sessions a quarter of an hour ago. */
  sessionsBefore?: number;
  images?: WorkspaceImageFacts[];
  zones?: ZoneFacts[];
  licences?: LicenceFacts[];
  unread: Array<{ list: string; reason: string; forbidden: boolean }>;
  /** Calls of the last ten minutes, and how many of them failed. */
  calls: { made: number; failed: number };
}

export interface EndpointFacts {
  /** RFC 3339. */
  at: string;
  addresses: string[];
  failedAt?: 'dns' | 'connect' | 'tls' | 'http';
  reason?: string;
  /** Failures in a row; 0 after a success. */
  failures: number;
  /** RFC 3339 of the first of them. */
  failingSince?: string;
  rootStatus?: number;
  apiHealthy?: boolean;
  apiStatus?: number;
  httpVersion?: string;
  served?: {
    subject: string;
    issuer: string;
    names: string[];
    notBefore: string;
    notAfter: string;
    trusted: boolean;
    problem?: string;
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
