/**
 * Where a deployment is in its life, as its descriptor says.
 *
 * @public
 */
export type DeploymentState = 'creating' | 'active' | 'retired';

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
    /** With the database's login, in both namespaces. */
    credentialsSecret: string;
    ingressNamespace: string;
    ingressWorkload: string;
    operatorNamespace: string;
    agentCluster?: string;
    agentNamespace?: string;
  };
}
