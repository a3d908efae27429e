import type { ClusterStore } from '../apiserver/ClusterStore';

/** Whether every Deployment of a namespace has all its pods. */
export const isRolledOut = (store: ClusterStore, namespace: string): boolean =>
  store
    .list('deployments.apps', { namespace })
    .every(({ spec, status }) => status?.availableReplicas === spec.replicas);
