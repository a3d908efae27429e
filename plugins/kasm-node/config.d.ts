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
      /** Registry that Kasm's images are pulled from, when not from their usual place. */
      images?: { registry?: string };
      /**
       * How agents on this cluster get their software; for closed networks. Kasm's installer brings
       * Docker along when the image has none, and gets it from where Docker publishes it: in a closed
       * network have Docker in the image.
       */
      agents?: {
        /** Address of the agent installer, instead of the vendor's; needs installerSha256. */
        installerUrl?: string;
        /** Lower-case hexadecimal SHA-256 of the installer; nothing of it is run when it differs. */
        installerSha256?: string;
        /** Registry that Docker pulls through. */
        registryMirror?: string;
        /** PEM of CAs that the VMs trust. */
        caBundle?: string;
        /** Mirror of the distribution's packages, for what cloud-init installs before the agent. */
        aptMirror?: string;
      };
      /** Rancher manages this cluster. */
      rancher?: boolean;
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

    /**
     * Keys of Kasm's own API, each bound to one deployment and one host.
     * @deepVisibility secret
     */
    kasmApis?: Array<{
      /** `<cluster>/<name>`. */
      deployment: string;
      /** The only host that the key is sent to. */
      host: string;
      /** Read-only key. */
      read: { key: string; secret: string };
      /** Second key, with the permission _Agents Modify_; enables and drains agents. */
      manageAgents?: { key: string; secret: string };
    }>;

    /** Whether people may give deployments only to owners that they belong to; default `own`. */
    owners?: 'own' | 'any';

    /** Specs of installations that the portal did not make. */
    deployments?: Array<{ [field: string]: unknown }>;
  };
}
