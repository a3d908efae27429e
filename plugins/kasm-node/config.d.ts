/** How a credential is come by: exactly one of `kubeconfigFile`, `server` and `inCluster`. */
type KasmCredential = {
  /** Path of a kubeconfig, relative to the working directory of the process. */
  kubeconfigFile?: string;
  /** Context of the kubeconfig; its current context when absent. */
  context?: string;
  /** Address of the API server, `https://…`. */
  server?: string;
  /** PEM of the CA that signed the API server's certificate. */
  ca?: string;
  /** File with that PEM. */
  caFile?: string;
  /**
   * Bearer token.
   * @visibility secret
   */
  token?: string;
  /** File with the bearer token; read again whenever it may have been renewed. */
  tokenFile?: string;
  /** Use the ServiceAccount of the pod that the portal runs in. */
  inCluster?: boolean;
};

export interface Config {
  kasm?: {
    /**
     * Let kubeconfigs run programs (`exec`, `auth-provider`) and name files outside their own
     * folder. Only for kubeconfigs that you wrote yourself.
     */
    allowExec?: boolean;

    /** Accept the sandbox's well-known tokens. Never for a portal that others can reach. */
    allowSandboxTokens?: boolean;

    /** The Kubernetes clusters that the portal may talk to. */
    clusters?: Array<{
      /** DNS label of at most 32 characters; the first half of a deployment's id. */
      name: string;
      /** What people read. */
      title?: string;
      /** What the cluster is for. */
      roles: Array<'controlPlane' | 'agents'>;
      /** Namespace of descriptors and HelmCharts; default `kasm-portal`. */
      systemNamespace?: string;
      /** Namespace of CloudNativePG's operator; default `cnpg-system`. */
      operatorNamespace?: string;
      /** Namespaces that deployments may use; `*` only at the end. */
      namespaces: string[];
      /** Domains that public hosts may be in. */
      domains?: string[];
      /** Clusters on which its agents may live. */
      agentClusters?: string[];
      /** Where public hosts come in. */
      ingress?: {
        /** Where Traefik runs; default `kube-system`. */
        namespace?: string;
        /** Its DaemonSet or Deployment; default `rke2-traefik`. */
        workload?: string;
        /** Public port; default 443. */
        port?: number;
        /** Connect here instead of asking DNS. */
        address?: string;
        /** PEM of a CA to trust for public hosts, in addition to the system's. */
        ca?: string;
        /** File with that PEM. */
        caFile?: string;
      };
      /** Where the chart comes from, when not from its usual place. */
      helm?: { repo?: string; chart?: string };
      /**
       * Credential of the backend; needs only to read.
       * @deepVisibility secret
       */
      reader: KasmCredential;
      /**
       * Credential of the scaffolder module; absent when the portal may change nothing.
       * @deepVisibility secret
       */
      writer?: KasmCredential;
    }>;

    /** Specs of installations that the portal did not make. */
    deployments?: Array<{ [field: string]: unknown }>;
  };
}
