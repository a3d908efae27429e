/**
 * What differs between Kasm releases. `null` is what nobody verified: it is shown as not known.
 *
 * @public
 */
export interface KasmVersionData {
  kasm: string;
  chart: {
    name: string;
    version: string;
    /** Helm repository; configuration may name a mirror. */
    repo: string;
    /** Whether the repository was seen to serve this version. */
    repoVerified: true | null;
    /** Where else the vendor has the same chart. */
    otherSources: readonly string[];
    /** Technical preview or generally available, as the vendor says. */
    maturity: 'preview' | 'ga';
    /** Oldest Helm that the chart works with. */
    helm: string;
    /** Whether it was seen to work with Helm 4, which newer job images bring. */
    helm4Verified: true | null;
  };
  postgres: {
    major: number;
    image: string;
    /** Day after which the PostgreSQL project mends nothing any more; RFC 3339 date. */
    endOfLife: string;
  };
  /** Values of `app.kubernetes.io/component`, in the order they start. */
  roles: readonly string[];
  /** Role → roles that its init containers wait for. */
  waitsFor: Readonly<Record<string, readonly string[]>>;
  /** Role → its workload; `{release}`, and the zone `default`. */
  deployments: Readonly<Record<string, string>>;
  /** Role → kind of its workload. */
  workloadKinds: Readonly<Record<string, 'Deployment' | 'StatefulSet' | null>>;
  /** Role → its key below `components` in the values, and its image. */
  components: Readonly<Record<string, { key: string; image: string }>>;
  databaseInit: { job: string; ttlSeconds: number };
  /** Service of the proxy in the default zone; `{release}` where it is named after the release. */
  proxyService: string;
  proxyPorts: { http: number; https: number };
  /** How the chart takes what other releases take differently. */
  values: {
    /** Where annotations of the Secret with Kasm's tokens go. */
    secretAnnotations: 'annotations.secret' | 'kasmSecrets.annotations';
    /** Field of `components.<key>.image` that leads to another registry. */
    imageRegistry: 'repository' | 'registry';
    /** Tag of every image, where the chart has to be told. */
    useImageTags: string | null;
    /** Whether the chart takes the address of the cluster's DNS. */
    nginxResolver: boolean;
  };
  /** Installer of agents that fit this release. */
  agentInstallerUrl: string | null;
  /** Arguments of its `install.sh`; `{address}`, `{host}`, `{managerToken}`. */
  agentInstallerArguments: readonly string[] | null;
}
