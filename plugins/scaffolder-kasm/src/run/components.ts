import { kasmVersion } from '@kasm-portal/backstage-plugin-kasm-common/manifests';
import {
  resources,
  type KubeObject,
  type KubeResource,
} from '@kasm-portal/backstage-plugin-kasm-node';
import type { RunContext } from './RunContext';
import { statefulSets } from './statefulSets';

/** A workload of Kasm's control plane. */
export interface Component extends KubeObject {
  /** What it was listed as; a Deployment when absent. */
  resource?: KubeResource;
  spec?: {
    replicas?: number;
    template?: { metadata?: { annotations?: Record<string, string> } };
  };
  status?: {
    observedGeneration?: number;
    updatedReplicas?: number;
    availableReplicas?: number;
    replicas?: number;
  };
}

/** Kinds of workload that the components of a version may be. */
export function workloadsOf(
  version: RunContext['spec']['kasmVersion'],
): readonly KubeResource[] {
  const { roles, workloadKinds } = kasmVersion(version);
  return roles.every(role => workloadKinds[role] === 'Deployment')
    ? [resources.deployments]
    : [resources.deployments, statefulSets];
}

/** Kasm's workloads by role; found by label, because names differ between charts. */
export async function componentsOf(
  { client, names, spec }: Pick<RunContext, 'client' | 'names' | 'spec'>,
  signal: AbortSignal,
): Promise<Map<string, Component>> {
  const lists = await Promise.all(
    workloadsOf(spec.kasmVersion).map(async resource => {
      const { items } = await client.list<Component>(resource, {
        namespace: names.namespace,
        labelSelector: `app.kubernetes.io/instance=${names.release}`,
        signal,
      });
      return items.map(item => ({ ...item, resource }));
    }),
  );
  return new Map(
    lists.flat().flatMap(item => {
      const role = item.metadata.labels?.['app.kubernetes.io/component'];
      return role ? [[role, item] as const] : [];
    }),
  );
}

/** Whether the newest generation is rolled out completely, as `kubectl rollout status` sees it. */
export function isRolledOut({ metadata, spec, status }: Component): boolean {
  const wanted = spec?.replicas ?? 1;
  return (
    (status?.observedGeneration ?? 0) >= (metadata.generation ?? 0) &&
    (status?.updatedReplicas ?? 0) >= wanted &&
    (status?.replicas ?? 0) <= (status?.updatedReplicas ?? 0) &&
    (status?.availableReplicas ?? 0) >= wanted
  );
}
