import type { DeploymentDescriptor } from '@kasm-portal/backstage-plugin-kasm-common/spec';

/**
 * Somebody's claim that a deployment exists.
 *
 * @internal
 */
export interface Candidate {
  /** Cluster whose system namespace, or whose configuration, it was found in. */
  cluster: string;
  from: 'configuration' | 'descriptor';
  /** For messages: `kasm.deployments[0]` or the ConfigMap. */
  where: string;
  /** RFC 3339; empty for those from the configuration. */
  createdAt: string;
  descriptor: DeploymentDescriptor;
  /** Date or RFC 3339: when somebody last rehearsed a restore; what is no moment is left out. */
  lastRestoreRehearsal?: string;
  /** Likewise, when somebody last held a desktop for more than ten minutes. */
  lastSessionTest?: string;
}

/** A claim that is not believed, and why. */
export interface Refusal {
  /** Undefined when not even the cluster is known. */
  cluster?: string;
  where: string;
  problem: string;
}
