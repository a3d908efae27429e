/**
 * How one credential is come by. Files are opened when it is first used, and again on every renewal,
 * never when the configuration is read.
 *
 * @public
 */
export type CredentialConfig =
  | { form: 'kubeconfig'; file: string; context?: string }
  | {
      form: 'direct';
      server: string;
      /** PEM. */
      ca?: string;
      caFile?: string;
      token?: string;
      tokenFile?: string;
    }
  | { form: 'inCluster' };

/**
 * Where a cluster's public hosts come in.
 *
 * @public
 */
export interface IngressConfig {
  /** Where Traefik runs. */
  namespace: string;
  /** Name of Traefik's DaemonSet or Deployment. */
  workload: string;
  /** Public port. */
  port: number;
  /** Connect here instead of asking DNS. */
  address?: string;
  /** What public hosts have to resolve to; without it that of Traefik's Service. */
  addresses?: string[];
  /** PEM; trusted for public hosts in addition to the system's CAs. */
  ca?: string;
  /** File of the same, relative to the working directory of the process. */
  caFile?: string;
}

/** @public */
export type ClusterRole = 'controlPlane' | 'agents';

/**
 * A Kubernetes API that the portal may talk to, and the bounds within which it may.
 *
 * @public
 */
export interface ClusterConfig {
  name: string;
  title?: string;
  roles: ClusterRole[];
  /** Where descriptors and HelmCharts live. */
  systemNamespace: string;
  /** Where CloudNativePG's operator runs. */
  operatorNamespace: string;
  /** Name of its Deployment, when it is none of those that it usually has. */
  operatorWorkload?: string;
  /** Names, or prefixes that end in `*`; see {@link allowsNamespace}. */
  namespaces: string[];
  /**
   * Whether each namespace is watched by itself, or all that are allowed with one watch per kind,
   * which needs rights in the whole cluster.
   */
  watch: 'namespaces' | 'cluster';
  /** Hosts must be one of these or below one; see {@link allowsDomain}. */
  domains: string[];
  /** Names of the clusters on which its agents may live. */
  agentClusters: string[];
  ingress: IngressConfig;
  /** Overrides where the chart comes from. */
  helm: { repo?: string; chart?: string };
  /** Overrides where Kasm's images are pulled from. */
  images: { registry?: string };
  /** How agents on this cluster get their software; matters where the network is closed. */
  agents: AgentSoftwareConfig;
  /** Rancher manages it: labels of pod security need a right of Rancher's own. */
  rancher: boolean;
  /**
   * Whether database instances are asked for their status, which needs the right to `pods/proxy` where
   * databases are.
   */
  instanceStatus: boolean;
  reader: CredentialConfig;
  /** Present when the portal may change things; loaded by nobody but the scaffolder module. */
  writer?: CredentialConfig;
}

/**
 * How agent VMs get their software.
 *
 * @public
 */
export interface AgentSoftwareConfig {
  /** Instead of the vendor's address of the release's installer. */
  installerUrl?: string;
  /** Hex; the installer is not run when it differs. */
  installerSha256?: string;
  /** Registry that Docker pulls through. */
  registryMirror?: string;
  /** PEM; trusted by the VMs. */
  caBundle?: string;
  /** Mirror of the distribution's packages. */
  aptMirror?: string;
}

/**
 * A key pair of Kasm's developer API.
 *
 * @public
 */
export interface KasmApiKey {
  key: string;
  secret: string;
}

/**
 * Keys of one deployment's Kasm API. They are sent to the host named here and to no other.
 *
 * @public
 */
export interface KasmApiConfig {
  /** `<cluster>/<name>`. */
  deployment: string;
  host: string;
  /** Read-only key. */
  read: KasmApiKey;
  /** Second key, which may change agents; without it people enable and drain agents by hand. */
  manageAgents?: KasmApiKey;
  /** Where the key is put first: into the body of a call (1.18.1), or into the header (1.19 and later). */
  authentication?: 'body' | 'basic';
  /** Below `/api/`, where calls are looked for first. */
  path?: 'public' | 'admin';
  /** Seconds between two rounds of questions. */
  interval?: number;
}

/**
 * What owners are told of, in Backstage's own notifications.
 *
 * @public
 */
export interface NotificationsConfig {
  enabled: boolean;
  /** The least that is told; a finding that is a warning is `normal`. */
  minSeverity: 'critical' | 'high' | 'normal' | 'low';
  /** A state must last so many seconds to be told. */
  holdSeconds: number;
}

/**
 * What is remembered of deployments, and for how long.
 *
 * @public
 */
export interface HistoryConfig {
  enabled: boolean;
  /** Hours for which every minute is kept. */
  minuteHours: number;
  /** Days for which every ten minutes are kept. */
  tenMinuteDays: number;
  /** Days after which everything is forgotten; every hour is kept until then. */
  days: number;
  /** Days after which a deployment that is no more is forgotten. */
  removedDays: number;
}

/**
 * The `kasm` section of the configuration, checked.
 *
 * @public
 */
export interface KasmConfig {
  clusters: ClusterConfig[];
  /** Installations that the portal did not make; each is to be parsed with the spec by who uses it. */
  deployments: unknown[];
  /** Keys of Kasm's own API. */
  kasmApis: KasmApiConfig[];
  notifications: NotificationsConfig;
  /** Requests that each caller of the backend's API may make in a minute. */
  requestsPerMinute: number;
  /** Seconds for which it is remembered that somebody may see deployments; 0 asks every time. */
  permissionCacheSeconds: number;
  history: HistoryConfig;
  /** Whether people may only give deployments to owners that they belong to. */
  owners: 'own' | 'any';
  /** Whether kubeconfigs may run programs and name files outside their folder. */
  allowExec: boolean;
  /** Whether the sandbox's well-known tokens are accepted. */
  allowSandboxTokens: boolean;
}
