import type { DeploymentState } from './DeploymentStatus';
import type { Health } from './health';
import type { SourceStatus } from './sources';

/**
 * One row of `GET /api/kasm/v1/deployments`.
 *
 * @public
 */
export interface DeploymentListItem {
  ref: string;
  cluster: string;
  name: string;
  title: string;
  state: DeploymentState;
  owner?: string;
  /** For the catalog entity; links are built from it. */
  host: string;
  url: string;
  system?: string;
  databaseCluster: string;
  /** Where its agents live; absent when it has none that the portal watches. */
  agentCluster?: string;
  health: Health;
  summary: string;
  revision: string;
}

/**
 * What is known of a cluster's descriptors.
 *
 * @public
 */
export interface DescriptorsStatus extends SourceStatus {
  /** How many of them ask for what they may not have; the backend's log says which, and why. */
  refused?: number;
  /** How many are ignored because they are in another namespace; absent while nobody may count them. */
  elsewhere?: number;
}

/**
 * Answer of `GET /api/kasm/v1/deployments`.
 *
 * @public
 */
export interface DeploymentList {
  /** False when the portal has no `kasm` configuration. */
  configured: boolean;
  items: DeploymentListItem[];
  /** Per cluster: whether its descriptors are known. The catalog must not delete while they are not. */
  clusters: Record<string, DescriptorsStatus>;
}
