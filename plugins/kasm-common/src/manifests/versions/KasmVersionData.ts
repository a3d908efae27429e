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
    /** Technical preview or generally available, as the vendor says. */
    maturity: 'preview' | 'ga';
  };
  postgres: { major: number; image: string };
  /** Values of `app.kubernetes.io/component`, in the order they start. */
  roles: readonly string[];
  /** Role → roles that its init containers wait for. */
  waitsFor: Readonly<Record<string, readonly string[]>>;
  /** Deployment of a role; `{release}` and the zone `default`. */
  deployments: Readonly<Record<string, string>>;
  databaseInit: { job: string; ttlSeconds: number };
  /** Service of the proxy in the default zone; `{release}` where it is named after the release. */
  proxyService: string;
  proxyPorts: { http: number; https: number };
  /** Installer of agents that fit this release. */
  agentInstallerUrl: string | null;
}
