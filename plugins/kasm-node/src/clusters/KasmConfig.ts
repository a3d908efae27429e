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
  /** Names, or prefixes that end in `*`; see {@link allowsNamespace}. */
  namespaces: string[];
  /** Hosts must be one of these or below one; see {@link allowsDomain}. */
  domains: string[];
  /** Names of the clusters on which its agents may live. */
  agentClusters: string[];
  ingress: IngressConfig;
  /** Overrides where the chart comes from. */
  helm: { repo?: string; chart?: string };
  reader: CredentialConfig;
  /** Present when the portal may change things; loaded by nobody but the scaffolder module. */
  writer?: CredentialConfig;
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
  /** Whether kubeconfigs may run programs and name files outside their folder. */
  allowExec: boolean;
  /** Whether the sandbox's well-known tokens are accepted. */
  allowSandboxTokens: boolean;
}
