import { kasmVersion } from '@kasm-portal/backstage-plugin-kasm-common/manifests';
import { deploymentNames } from '@kasm-portal/backstage-plugin-kasm-common/spec';
import type { ClusterConfig } from '@kasm-portal/backstage-plugin-kasm-node';
import type { DeploymentFacts } from '../observation/Observation';
import type { Candidate } from './Candidate';

/**
 * A deployment that is watched.
 *
 * @internal
 */
export interface KnownDeployment {
  /** `<cluster>/<name>`. */
  ref: string;
  facts: DeploymentFacts;
  /** Name of its ClusterIssuer. */
  issuer: string;
}

/**
 * The fixed facts of an accepted claim.
 *
 * @internal
 */
export function knownDeployment(
  { descriptor, createdAt, lastRestoreRehearsal, lastSessionTest }: Candidate,
  cluster: ClusterConfig,
): KnownDeployment {
  const { spec } = descriptor;
  const names = deploymentNames(spec);
  return {
    ref: names.ref,
    issuer: spec.certificate.issuer,
    facts: {
      cluster: spec.cluster,
      name: spec.name,
      title: spec.title ?? spec.name,
      state: descriptor.state,
      delivery: descriptor.delivery,
      owner: spec.owner,
      system: spec.system,
      kasmVersion: spec.kasmVersion,
      createdAt: createdAt || descriptor.createdAt,
      changedAt: descriptor.updatedAt,
      changedBy: descriptor.updatedBy,
      domain: spec.domain,
      host: names.host,
      port: cluster.ingress.port,
      release: names.release,
      namespace: names.namespace,
      systemNamespace: cluster.systemNamespace,
      databaseNamespace: names.databaseNamespace,
      databaseCluster: names.databaseCluster,
      databaseInstances: spec.database.instances,
      tlsSecret: names.tlsSecret,
      adminSecret: names.adminSecret,
      credentialsSecret: names.credentialsSecret,
      entryPoint: spec.ingress.entryPoint,
      routeKind:
        spec.ingress.kind === 'httpRoute' ? 'HTTPRoute' : 'IngressRoute',
      ingressAddresses: cluster.ingress.addresses,
      backupsWanted: spec.database.backups.method !== 'none',
      snapshotsWanted: spec.database.backups.method === 'snapshot',
      postgresMajor: kasmVersion(spec.kasmVersion).postgres.major,
      lastRestoreRehearsal,
      lastSessionTest,
      agentCluster: spec.agents.cluster,
      agentNamespace: spec.agents.namespace,
      ingressNamespace: cluster.ingress.namespace,
      ingressWorkload: cluster.ingress.workload,
      operatorNamespace: cluster.operatorNamespace,
      operatorWorkload: cluster.operatorWorkload,
    },
  };
}
