import {
  type KubeObject,
  resources,
} from '@kasm-portal/backstage-plugin-kasm-node';
import { imageTag } from './deployments';
import { condition, type Condition, type Watched } from './Watched';

/** Label of everything that CloudNativePG makes for a Cluster. */
export const CLUSTER_LABEL = 'cnpg.io/cluster';

export interface WatchedDisruptionBudget {
  name: string;
  cluster?: string;
  allowed: number;
  healthy: number;
  desired: number;
}

/** @internal */
export const disruptionBudgets: Watched<WatchedDisruptionBudget> = {
  resource: resources.podDisruptionBudgets,
  ownersOf: ({ cluster }) =>
    cluster === undefined ? [] : [`database/${cluster}`],
  project(object) {
    const { metadata, status } = object as KubeObject & {
      status?: {
        disruptionsAllowed?: number;
        currentHealthy?: number;
        desiredHealthy?: number;
      };
    };
    return {
      name: metadata.name,
      cluster: metadata.labels?.[CLUSTER_LABEL],
      allowed: status?.disruptionsAllowed ?? 0,
      healthy: status?.currentHealthy ?? 0,
      desired: status?.desiredHealthy ?? 0,
    };
  },
};

export interface WatchedOperator {
  name: string;
  available: number;
  /** RFC 3339, while it has no available pod. */
  unavailableSince?: string;
  version?: string;
}

/** CloudNativePG's operator. */
export const databaseOperators: Watched<WatchedOperator> = {
  resource: resources.deployments,
  project(object) {
    const { metadata, spec, status } = object as KubeObject & {
      spec?: {
        template?: { spec?: { containers?: Array<{ image?: string }> } };
      };
      status?: { availableReplicas?: number; conditions?: Condition[] };
    };
    const available = condition(status?.conditions, 'Available');
    return {
      name: metadata.name,
      available: status?.availableReplicas ?? 0,
      unavailableSince:
        available?.status === 'False'
          ? available.lastTransitionTime
          : undefined,
      version: imageTag(spec?.template?.spec?.containers?.[0]?.image),
    };
  },
};
