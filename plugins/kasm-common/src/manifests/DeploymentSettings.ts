/**
 * What a cluster and its configuration decide about a deployment's objects; never input of a user.
 *
 * @public
 */
export interface DeploymentSettings {
  systemNamespace: string;
  /** Where CloudNativePG's operator runs. */
  operatorNamespace: string;
  /** Where Traefik runs. */
  ingressNamespace: string;
  /** Helm repository, from the cluster's configuration; the version's own when absent. */
  repo?: string;
  /** Chart, or its `oci://` address, likewise. */
  chart?: string;
  /** Registry that Kasm's images are pulled from, likewise. */
  imageRegistry?: string;
  /** `retry` where the CRD offers it: with `abort` a failed release never heals by itself. */
  failurePolicy: 'retry' | 'abort';
  /** Set where the CRD has the field: an edit by hand otherwise fails every later upgrade. */
  forceConflicts?: boolean;
  /** True only until the database is initialised once. */
  initialize: boolean;
  /** Made once per incarnation of the database, when backups go to a bucket; see the descriptor. */
  archiveServerName?: string;
  /** Name of the field by which this Traefik's ServersTransport takes CAs. */
  rootCAsField: 'rootCAs' | 'rootCAsSecrets';
  /** Address of the cluster's DNS Service; charts from 1.1190.5 need to be told on RKE2. */
  nginxResolver?: string;
  /** NetworkPolicies here close what nobody opens, so ours are written whatever the spec says. */
  defaultDeny?: boolean;
}

/**
 * Settings of a tree that is rendered without a cluster to look at: what works everywhere.
 *
 * @public
 */
export const DEFAULT_SETTINGS: DeploymentSettings = {
  systemNamespace: 'kasm-portal',
  operatorNamespace: 'cnpg-system',
  ingressNamespace: 'kube-system',
  failurePolicy: 'abort',
  initialize: true,
  rootCAsField: 'rootCAs',
};
