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
      /**
       * Name of its Deployment, when it is neither `cnpg-controller-manager` nor
       * `cnpg-cloudnative-pg`.
       */
      operatorWorkload?: string;
      /** Namespaces that deployments may use; `*` only at the end. */
      namespaces: string[];
      /**
       * Whether each namespace is watched by itself (`namespaces`, the default), or all of the above
       * with one watch per kind (`cluster`): for many deployments on one cluster; needs the rights
       * in `manifests/reader-rbac-fleet.yaml`.
       */
      watch?: 'namespaces' | 'cluster';
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
        /**
         * Addresses that public hosts have to resolve to, such as those of a load balancer in front;
         * without it the addresses of Traefik's own Service count.
         */
        addresses?: string[];
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
       * Ask database instances for their own status (replication lag, WAL position) every 15 seconds;
       * default false. Needs `get` on `pods/proxy` in the namespaces of databases, which is any port
       * of any pod there.
       */
      instanceStatus?: boolean;
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
      /**
       * Where the key is put first: into the body of a call, as Kasm 1.18.1 wants it (default), or
       * into the header (`basic`, Kasm 1.19 and later). A Kasm that asks for the header gets it so.
       */
      authentication?: 'body' | 'basic';
      /** Below `/api/`, where calls are looked for first; default `public`. */
      path?: 'public' | 'admin';
      /** Seconds between two rounds of questions, 1 to 300; default 15. */
      interval?: number;
    }>;

    /** What owners are told of their deployments, where Backstage's notifications are installed. */
    notifications?: {
      /** Default true. */
      enabled?: boolean;
      /**
       * The least that is told: `critical` is down, `high` degraded or not to be watched, `normal` a
       * warning, `low` a remark. Default `high`.
       */
      minSeverity?: 'critical' | 'high' | 'normal' | 'low';
      /** How long a state must last to be told, in seconds; default 60. What passes sooner is not told. */
      holdSeconds?: number | string;
    };

    /** Requests that each caller of the backend's API may make in a minute; default 600. */
    requestsPerMinute?: number | string;

    /**
     * Seconds for which the backend remembers that somebody may see deployments, at most 60; default
     * 0, which asks the permission framework with every request. A right that was taken away is
     * honoured for so long. Logs and the details of sessions are always asked for.
     */
    permissionCacheSeconds?: number | string;

    /** What the backend remembers of deployments, in its plugin's database. */
    history?: {
      /** Whether it remembers anything; default true. */
      enabled?: boolean;
      /** For how long; older minutes are put together. */
      retention?: {
        /** Hours for which every minute is kept; 1 to 168, default 24. */
        minuteHours?: number;
        /** Days for which every ten minutes are kept; 1 to 90, default 7. */
        tenMinuteDays?: number;
        /** Days for which every hour and every transition is kept; 1 to 730, default 90. */
        days?: number;
        /** Days after which a deployment that is no more is forgotten; 0 to 730, default 30. */
        removedDays?: number;
      };
    };

    /** Whether people may give deployments only to owners that they belong to; default `own`. */
    owners?: 'own' | 'any';

    /** Specs of installations that the portal did not make. */
    deployments?: Array<{ [field: string]: unknown }>;
  };
}
