import {
  adminSecretName,
  databaseClusterOf,
  deploymentHost,
  deploymentRef,
  descriptorName,
  tlsSecretName,
} from '../names';
import type { KasmDeploymentSpec } from './KasmDeploymentSpec';

/**
 * Every name that a spec leads to.
 *
 * @public
 */
export interface DeploymentNames {
  ref: string;
  descriptor: string;
  release: string;
  namespace: string;
  databaseNamespace: string;
  databaseCluster: string;
  /** In-cluster host of the read-write Service. */
  databaseHost: string;
  /** Secret with the application's database login, in both namespaces. */
  credentialsSecret: string;
  /** Secret with PostgreSQL's superuser; beside Kasm only while the database is initialised. */
  superuserSecret: string;
  objectStore: string;
  scheduledBackup: string;
  host: string;
  tlsSecret: string;
  adminSecret: string;
  ingressRoute: string;
  serversTransport: string;
}

/** @public */
export function deploymentNames(spec: KasmDeploymentSpec): DeploymentNames {
  const release = spec.release ?? spec.name;
  const databaseCluster = spec.database.cluster ?? databaseClusterOf(spec.name);
  const existing = spec.secrets.mode === 'existing' ? spec.secrets : undefined;
  return {
    ref: deploymentRef(spec.cluster, spec.name),
    descriptor: descriptorName(spec.name),
    release,
    namespace: spec.namespace ?? spec.name,
    databaseNamespace: spec.database.namespace,
    databaseCluster,
    databaseHost: `${databaseCluster}-rw.${spec.database.namespace}.svc.cluster.local`,
    credentialsSecret:
      existing?.credentialsSecret ?? `${databaseCluster}-credentials`,
    superuserSecret:
      existing?.superuserSecret ?? `${databaseCluster}-superuser-secret`,
    objectStore: `${databaseCluster}-store`,
    scheduledBackup: `${databaseCluster}-daily`,
    host: deploymentHost(release, spec.domain),
    tlsSecret: tlsSecretName(release, spec.domain),
    adminSecret: adminSecretName(release),
    ingressRoute: release,
    serversTransport: `${release}-skip-verify`,
  };
}
