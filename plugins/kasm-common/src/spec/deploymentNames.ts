import {
  adminSecretName,
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
  host: string;
  tlsSecret: string;
  adminSecret: string;
}

/** @public */
export function deploymentNames(spec: KasmDeploymentSpec): DeploymentNames {
  const release = spec.release ?? spec.name;
  return {
    ref: deploymentRef(spec.cluster, spec.name),
    descriptor: descriptorName(spec.name),
    release,
    namespace: spec.namespace ?? spec.name,
    databaseNamespace: spec.database.namespace,
    databaseCluster: spec.database.cluster ?? `${spec.name}-pg`,
    host: deploymentHost(release, spec.domain),
    tlsSecret: tlsSecretName(release, spec.domain),
    adminSecret: adminSecretName(release),
  };
}
