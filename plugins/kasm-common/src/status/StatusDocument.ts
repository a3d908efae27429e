import type { Health, PartState, Severity } from './health';
import type { SourceName, SourceStatus } from './sources';

/**
 * Where a deployment is in its life, as its descriptor says.
 *
 * @public
 */
export type DeploymentState = 'creating' | 'active' | 'retired';

/**
 * The links of the chain that a browser's request goes through, in order.
 *
 * @public
 */
export type ChainLink =
  | 'dns'
  | 'traefik'
  | 'proxy'
  | 'api'
  | 'database'
  | 'manager'
  | 'agents';

/**
 * Who and where: fixed facts of a deployment, all from its descriptor or the configuration.
 *
 * @public
 */
export interface DeploymentStatus {
  /** `<cluster>/<name>`. */
  ref: string;
  cluster: string;
  name: string;
  title: string;
  state: DeploymentState;
  /** Entity reference of the owner, for people to ask; permissions use it too. */
  owner?: string;
  domain: string;
  host: string;
  url: string;
  versions: { kasm?: string; chart?: string; postgres?: string };
  /** Names typed into a shell. */
  names: {
    namespace: string;
    release: string;
    systemNamespace: string;
    databaseNamespace: string;
    databaseCluster: string;
    tlsSecret: string;
    adminSecret: string;
    agentCluster?: string;
    agentNamespace?: string;
  };
}

/** @public */
export interface ComponentStatus {
  /** Value of `app.kubernetes.io/component`: proxy, api, manager, guac, rdp-gateway, … */
  role: string;
  state: PartState;
  /** Deployment name, for commands. Absent when the component is missing. */
  deployment?: string;
  ready: number;
  desired: number;
  /** Image tag. */
  version?: string;
  /** One sentence when the state is not `ok`. */
  reason?: string;
  /** RFC 3339 of the newest rollout. */
  rolledOutAt?: string;
}

/** @public */
export interface ReleaseStatus {
  delivery: 'helmchart' | 'external';
  version?: string;
  state: PartState;
  reason?: string;
}

/** @public */
export interface DatabaseInstanceStatus {
  name: string;
  role: 'primary' | 'replica' | 'unknown';
  state: PartState;
  node?: string;
  reason?: string;
}

/** @public */
export interface DatabaseStatus {
  name: string;
  namespace: string;
  /** CloudNativePG's own words, for example `Cluster in healthy state`. */
  phase?: string;
  primary?: string;
  ready: number;
  desired: number;
  major?: number;
  instances: DatabaseInstanceStatus[];
  backups: {
    configured: boolean;
    method?: string;
    /** RFC 3339 of the newest completed backup. */
    lastCompletedAt?: string;
    /** Undefined when archiving is not set up. */
    archiving?: boolean;
  };
}

/** @public */
export interface CertificateStatus {
  name: string;
  ready: boolean;
  reason?: string;
  /** RFC 3339. */
  notBefore?: string;
  /** RFC 3339. */
  notAfter?: string;
  /** RFC 3339. */
  renewalTime?: string;
  names: string[];
}

/** @public */
export interface EndpointStatus {
  /** Of `GET /`; absent when no answer came. */
  rootStatus?: number;
  /** Of `GET /api/__healthcheck`, strictly parsed. */
  apiHealthy?: boolean;
  httpVersion?: string;
  /** Which step failed. */
  failedAt?: 'dns' | 'connect' | 'tls' | 'http';
  reason?: string;
  /** The certificate that was served. RFC 3339 dates. */
  served?: { notAfter: string; names: string[]; trusted: boolean };
}

/** @public */
export interface IngressStatus {
  route?: {
    kind: 'IngressRoute' | 'HTTPRoute';
    name: string;
    backend?: string;
  };
  certificate?: CertificateStatus;
  timeouts?: {
    entryPoint: string;
    /** Seconds; 0 is no limit. */
    readTimeout: number;
    /** Where the value comes from. */
    from: 'argument' | 'environment' | 'default';
  };
  traefik?: { ready: number; desired: number };
  endpoint?: EndpointStatus;
}

/** @public */
export interface AgentStatus {
  name: string;
  state: PartState;
  /** KubeVirt's `printableStatus`. */
  vmStatus?: string;
  node?: string;
  address?: string;
  guestAgent?: boolean;
  reason?: string;
}

/** @public */
export interface AgentsStatus {
  ready: number;
  desired: number;
  items: AgentStatus[];
}

/** @public */
export interface Check {
  id: string;
  title: string;
  result: 'pass' | 'fail' | 'unknown' | 'skipped';
  /** What was seen, or why nothing was. */
  evidence: string;
  /** The line that a person would type. */
  command?: string;
}

/** @public */
export interface RemedyStep {
  text: string;
  /** Holds validated names only; safe to copy into a shell. */
  command?: string;
}

/** @public */
export interface Finding {
  /** Stable; the runbook has one anchor of this name per finding. */
  id: string;
  severity: Severity;
  title: string;
  /** RFC 3339: when the state changed in the object, not when we first saw it. */
  since?: string;
  /** What it concerns, for example a pod or VM name; with `id` it identifies the finding. */
  subject?: string;
  /** Untrusted text from clusters, cleaned: at most five lines of at most 200 characters. */
  evidence: string[];
  remedy: RemedyStep[];
  /** `<page>/#<anchor>` below the runbook's root. */
  runbook: string;
  /**
   * Younger than the time it has to hold: shown at once, but judged as progress until then, since
   * clusters repair much by themselves.
   */
  settling?: boolean;
  /** Key (`id` or `id:subject`) of the finding that explains this one. */
  explainedBy?: string;
}

/** @public */
export interface Change {
  /** RFC 3339. */
  at: string;
  what: string;
  who?: string;
}

/**
 * The judged document that people and programs read: a pure function of the observation and the
 * clock. Served by `GET /api/kasm/v1/deployments/{cluster}/{name}`.
 *
 * @public
 */
export interface StatusDocument {
  deployment: DeploymentStatus;
  health: Health;
  /** One sentence a tired person understands. */
  summary: string;
  headline: {
    /** RFC 3339; when this health began, as far as the objects tell. */
    since?: string;
    /** First blocked link of the chain. */
    blockedAt?: ChainLink;
  };
  /** Hash of the document without its moving timestamps: equal on every replica, and the ETag. */
  revision: string;
  /** RFC 3339. */
  observedAt: string;
  sources: Partial<Record<SourceName, SourceStatus>>;
  controlPlane?: { release?: ReleaseStatus; components: ComponentStatus[] };
  database?: DatabaseStatus;
  ingress?: IngressStatus;
  agents?: AgentsStatus;
  /** Absent when the Kasm API is not configured. */
  sessions?: { now: number; before?: number; asOf: string };
  changes: Change[];
  checks: Check[];
  findings: Finding[];
}

/**
 * One row of `GET /api/kasm/v1/deployments`.
 *
 * @public
 */
export interface DeploymentListItem {
  ref: string;
  cluster: string;
  name: string;
  title: string;
  state: DeploymentState;
  owner?: string;
  /** For the catalog entity; links are built from it. */
  host: string;
  url: string;
  system?: string;
  databaseCluster: string;
  health: Health;
  summary: string;
  revision: string;
}

/**
 * Answer of `GET /api/kasm/v1/deployments`.
 *
 * @public
 */
export interface DeploymentList {
  /** False when the portal has no `kasm` configuration. */
  configured: boolean;
  items: DeploymentListItem[];
  /** Per cluster: whether its descriptors are known. The catalog must not delete while they are not. */
  clusters: Record<string, SourceStatus>;
}

/**
 * One cluster of `GET /api/kasm/v1/clusters`, for the form.
 *
 * @public
 */
export interface ClusterInfo {
  name: string;
  title?: string;
  roles: Array<'controlPlane' | 'agents'>;
  namespaces: string[];
  domains: string[];
  reachable: boolean;
  reason?: string;
}

/**
 * Answer of `GET /api/kasm/v1/clusters`.
 *
 * @public
 */
export interface ClusterList {
  /** False when the portal has no `kasm` configuration. */
  configured: boolean;
  items: ClusterInfo[];
}
