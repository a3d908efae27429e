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

export interface AgentVmFacts {
  vms: Array<{
    name: string;
    createdAt: string;
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
  kasmApi: Sighting<never>;
  endpoint: Sighting<EndpointFacts>;
}
